#pragma once

#include <QString>

#include <cstdint>

/// Numbers that follow from a seed and nothing else (SplitMix64).
class SimRandom
{
public:
    explicit SimRandom(quint64 seed)
        : m_state(seed)
    {
    }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// 0 … n−1.
    int below(int n) { return int(next() % quint64(n)); }
    /// least … most.
    int between(int least, int most) { return least + below(most - least + 1); }
    /// [0, 1).
    double unit() { return double(next() >> 11) / double(quint64(1) << 53); }
    bool chance(double probability) { return unit() < probability; }
    template <class List>
    const auto &pick(const List &list)
    {
        return list[below(int(list.size()))];
    }
    QString uuid()
    {
        QString hex = QStringLiteral("%1%2")
                          .arg(next(), 16, 16, QLatin1Char('0'))
                          .arg(next(), 16, 16, QLatin1Char('0'));
        hex[12] = u'4';
        hex[16] = u'8';
        for (const int dash : {20, 16, 12, 8})
            hex.insert(dash, u'-');
        return hex;
    }

private:
    quint64 m_state;
};
