#include "service/rotation.h"

#include "service/parts.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// Places, in the order in which they are sealed anew: the register, the scans, the subjects, then the tables
// of desk.db. A row that is written meanwhile is sealed with the newest key already: writers take their keys
// inside their transaction, and a place is gone through after the key came into use.
constexpr int kRegistry = 0;
constexpr int kEvidence = 1;
constexpr int kSubjects = 2;
constexpr int kTables = 3;

/// A scan is as long as thousands of other rows.
constexpr int kScansPerStep = 2;

const std::vector<SealedTable> &tables()
{
    static const std::vector<SealedTable> all = [] {
        std::vector<SealedTable> list = CaseStore::sealedTables();
        list.push_back(OutboxStore::sealedTable());
        list.push_back(AuditStore::sealedTable());
        return list;
    }();
    return all;
}

} // namespace

Result<> Rotation::want(const Actor &administrator)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::AdministerUsers); !allowed)
        return allowed;
    Transaction transaction(m_parts.desk->connection());
    auto state = m_parts.desk->settings().rotation();
    if (!state)
        return failure(state);
    state->wanted = true;
    if (const auto set = m_parts.desk->settings().setRotation(*state); !set)
        return set;
    if (const auto noted = m_parts.note(administrator, u"keys.rotation_wanted"_s, {}); !noted)
        return noted;
    return transaction.commit();
}

Result<bool> Rotation::step()
{
    const auto keys = m_parts.vault->keys();
    if (!keys)
        return false;
    const auto state = m_parts.desk->settings().rotation();
    if (!state)
        return failure(state);
    if (state->place == RotationState::kIdle) {
        const auto may = state->wanted ? mayBegin() : false;
        if (!may || !*may)
            return may;
        const auto begun = begin(**keys);
        return begun ? Result<bool>(true) : failure(begun);
    }
    if (state->place == kTables + static_cast<int>(tables().size())) {
        const auto finished = finish(**keys);
        return finished ? Result<bool>(state->wanted) : failure(finished);
    }
    Transaction transaction(m_parts.desk->connection());
    const auto reached = reseal(**keys, state->place, state->row);
    if (!reached)
        return failure(reached);
    const bool through = *reached == SealedTable::kAllSealed;
    const auto set = m_parts.desk->settings().setRotation(
        {state->wanted, through ? state->place + 1 : state->place, through ? 0 : *reached});
    if (!set)
        return failure(set);
    const auto done = transaction.commit();
    return done ? Result<bool>(true) : failure(done);
}

/// A register that is being loaded is sealed with the key that was in use when its load began.
Result<bool> Rotation::mayBegin()
{
    const auto hub = m_parts.desk->settings().enrolment();
    if (!hub)
        return failure(hub);
    const auto info = m_parts.registry().info();
    if (!info)
        return failure(info);
    return !*hub || !info->feedCursor.isEmpty();
}

Result<> Rotation::begin(const KeySet &keys)
{
    Transaction transaction(m_parts.desk->connection());
    const auto next = m_parts.desk->users().keySlots().beginGeneration(keys);
    if (!next)
        return failure(next);
    if (const auto set = m_parts.desk->settings().setRotation({.wanted = false, .place = kRegistry}); !set)
        return set;
    if (const auto noted = m_parts.note({}, u"keys.rotation_begun"_s, {}); !noted)
        return noted;
    if (const auto done = transaction.commit(); !done)
        return done;
    m_parts.vault->open(keys.with(*next));
    return {};
}

Result<qint64> Rotation::reseal(const KeySet &keys, int place, qint64 row)
{
    // Register and scans are files of their own: what they have reached is noted after it is there.
    if (place == kRegistry || place == kEvidence) {
        Transaction transaction(place == kRegistry ? m_parts.registryDatabase->connection()
                                                   : m_parts.evidenceDatabase->connection());
        const auto reached = place == kRegistry
                                 ? m_parts.registry().resealAfter(row, kRowsPerStep)
                                 : m_parts.evidenceDatabase->resealAfter(keys, row, kScansPerStep);
        if (!reached)
            return reached;
        const auto done = transaction.commit();
        return done ? reached : failure(done);
    }
    Connection &connection = m_parts.desk->connection();
    if (place == kSubjects)
        return Subjects(connection).resealAfter(keys, row, kRowsPerStep);
    return tables()[static_cast<size_t>(place - kTables)].resealAfter(connection, keys, row, kRowsPerStep);
}

Result<> Rotation::finish(const KeySet &keys)
{
    // With the newest key from here on.
    if (const auto renewed = m_parts.witness.renew(); !renewed)
        return renewed;
    Transaction transaction(m_parts.desk->connection());
    SettingsStore &settings = m_parts.desk->settings();
    if (const auto sealed = settings.reseal(); !sealed)
        return sealed;
    if (const auto gone = m_parts.desk->users().keySlots().dropGenerationsBefore(keys.generation()); !gone)
        return gone;
    auto state = settings.rotation();
    if (!state)
        return failure(state);
    state->place = RotationState::kIdle;
    state->row = 0;
    if (const auto set = settings.setRotation(*state); !set)
        return set;
    if (const auto noted = m_parts.note({}, u"keys.rotation_done"_s, {}); !noted)
        return noted;
    if (const auto done = transaction.commit(); !done)
        return done;
    m_parts.vault->open(keys.newest());
    return {};
}

} // namespace desk
