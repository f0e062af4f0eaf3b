#pragma once

#include "base/result.h"
#include "domain/codes.h"
#include "domain/resident.h"

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace desk
{

enum class ResidentsFormat { Csv, JsonLines };

/// Why a row of a residents file is not taken (contract §4).
enum class RowFault {
    Iqama,           ///< not the iqama number of a resident
    Name,            ///< none in either script, or with invisible characters or controls
    Nationality,     ///< absent or not a known code
    Date,            ///< not a date, or an instant that is none
    Code,            ///< none of the column's codes
    Number,          ///< not of the column's form: passport, identity, border, mobile number or version
    Utf8,            ///< bytes that are not UTF-8
    Columns,         ///< too many or too few fields, or a JSON line that is not an object of the known keys
    Quote,           ///< quotation marks that do not match; a JSON line that is not JSON
    TooLong,         ///< a row beyond 64 KiB, or a field beyond its limit
    DuplicateInFile, ///< an earlier row has the same iqama number
};

struct RowProblem {
    RowFault fault = RowFault::Columns;
    QString column; ///< empty: the row as a whole
};

/// One row: a resident, or the problem it has and what stood there.
struct ResidentsRow {
    qint64 line = 0; ///< of its first line, from 1
    Resident resident;
    std::optional<RowProblem> problem;
    QByteArray raw; ///< of a row with a problem: its bytes without the line end
};

/// Reads a residents file row by row in constant memory: one chunk of the file and a bit for each number an
/// iqama can have, of which the system keeps only the pages in use.
class ResidentsReader
{
public:
    /// `device` is open and outlives the reader. Fails where the file as a whole cannot be used: NotUtf8,
    /// NotUtf8, EmptyFile, NoHeader, UnknownColumn or MissingColumn (`where` is the column).
    static Result<std::unique_ptr<ResidentsReader>> open(QIODevice &device, ResidentsFormat format);
    ~ResidentsReader();

    /// The next row; false at the end. UnreadableInput when the device fails.
    Result<bool> next(ResidentsRow &row);

    /// For progress.
    qint64 bytesRead() const;

    /// Longer rows are RowFault::TooLong.
    static constexpr int kMaxRowBytes = 64 * 1024;
    /// Longer fields are, in bytes.
    static constexpr int kMaxFieldBytes = 1024;

private:
    struct State;
    explicit ResidentsReader(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

/// By the ending of the name: ".jsonl", ".ndjson" and ".json" are JSON Lines, everything else CSV.
ResidentsFormat residentsFormatOf(const QString &fileName);

/// The header of a residents file and one resident as a line of it, both with the line end.
QByteArray residentsCsvHeader();
QByteArray residentToCsv(const Resident &resident);

/// The header of a rejects file, and one row of it. No field can be taken for a formula by a spreadsheet.
QByteArray rejectsCsvHeader();
QByteArray rejectToCsv(const ResidentsRow &row, const QString &message);

/// A field as it stands between two commas, quoted where it has to be.
QByteArray csvField(const QString &text);

template <>
struct Codes<RowFault> {
    static constexpr std::array<std::pair<RowFault, const char16_t *>, 11> kCodes = {
        {{RowFault::Iqama, u"iqama"},
         {RowFault::Name, u"name"},
         {RowFault::Nationality, u"nationality"},
         {RowFault::Date, u"date"},
         {RowFault::Code, u"code"},
         {RowFault::Number, u"number"},
         {RowFault::Utf8, u"utf8"},
         {RowFault::Columns, u"columns"},
         {RowFault::Quote, u"quote"},
         {RowFault::TooLong, u"too_long"},
         {RowFault::DuplicateInFile, u"duplicate_in_file"}}};
};

template <>
struct Codes<ResidentsFormat> {
    static constexpr std::array<std::pair<ResidentsFormat, const char16_t *>, 2> kCodes = {
        {{ResidentsFormat::Csv, u"csv"}, {ResidentsFormat::JsonLines, u"jsonl"}}};
};

} // namespace desk
