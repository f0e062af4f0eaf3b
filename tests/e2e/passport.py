"""A renewed passport's machine-readable zone (ICAO 9303-4, TD3), for what the reader types in a tour."""

WEIGHTS = (7, 3, 1)


def digit(field):
    def value(char):
        return 0 if char == "<" else int(char, 36)
    return str(sum(value(char) * WEIGHTS[i % 3] for i, char in enumerate(field)) % 10)


def td3(issuer, surname, given, number, nationality, birth, sex, expiry):
    """`birth` and `expiry` as YYMMDD, names in Latin letters and blanks."""
    name = surname.replace(" ", "<") + "<<" + given.replace(" ", "<")
    first = f"P<{issuer}{name}"[:44].ljust(44, "<")
    number, optional = number.ljust(9, "<"), "<" * 14
    number, birth, expiry = (field + digit(field) for field in (number, birth, expiry))
    second = number + nationality.ljust(3, "<") + birth + sex + expiry + optional + "<"
    composite = digit(number + birth + expiry + optional + "<")
    return [first, second + composite]
