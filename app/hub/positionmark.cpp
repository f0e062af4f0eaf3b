#include "hub/positionmark.h"

#include "hub/eventlog.h"

#include <QDir>
#include <QFile>

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{
// One write of one length: epoch, a blank and twenty digits.
constexpr qsizetype kEpochLength = 36;
constexpr qsizetype kLength = kEpochLength + 1 + 20;
} // namespace

Result<std::unique_ptr<PositionMark>> PositionMark::open(const HubPlace &place)
{
    const QString path = isPostgresql(place.database) ? QDir(place.directory).filePath(u"hub.mark"_s)
                                                      : place.database + u".mark"_s;
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(ErrorCode::CannotOpen, path, QString::fromLocal8Bit(std::strerror(errno)));
    return std::unique_ptr<PositionMark>(new PositionMark(file));
}

PositionMark::~PositionMark()
{
    ::close(m_file);
}

std::optional<PositionMark::Standing> PositionMark::read() const
{
    QByteArray line(kLength, '\0');
    if (::pread(m_file, line.data(), size_t(kLength), 0) != kLength)
        return std::nullopt;
    bool isNumber = false;
    const qint64 position = line.mid(kEpochLength + 1).toLongLong(&isNumber);
    return isNumber ? std::optional(Standing{QString::fromLatin1(line.first(kEpochLength)), position})
                    : std::nullopt;
}

void PositionMark::write(const Standing &standing)
{
    const QByteArray line =
        standing.epoch.toLatin1() + ' ' + QByteArray::number(standing.position).rightJustified(20, '0');
    if (::pwrite(m_file, line.constData(), size_t(line.size()), 0) != line.size())
        logEvent(QtWarningMsg, "mark_failed", "the position cannot be marked", {{"errno", errno}});
}

} // namespace desk
