#!/usr/bin/env bash
# Slow checks, not part of ./tests/run: clang-format, cppcheck, clang-tidy and clazy over app/.
# usage: tests/ci/static.sh [FILE…]      needs clang-format cppcheck clang-tidy clazy; says which one is missing
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build-static
cd "$root" || exit 3
status=0

clazy_checks=level0,level1,old-style-connect,ctor-missing-parent-argument,rule-of-three,virtual-call-ctor
clazy_checks+=,tr-non-literal,thread-with-slots,assert-with-side-effects,detaching-member
clazy_checks+=,unexpected-flag-enumerator-value,use-chrono-in-qtimer

# Precompiled headers of one compiler mean nothing to the tools of another.
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DDESK_TESTS=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null || exit 3
# What moc, uic and rcc write is included by the sources.
mapfile -t generators < <(ninja -C "$build" -t targets all | sed -n 's/^\([a-z_]*_autogen\): phony$/\1/p')
[ ${#generators[@]} -eq 0 ] || cmake --build "$build" --target "${generators[@]}" >/dev/null || exit 3

if [ $# -gt 0 ]; then
    sources=("$@")
else
    mapfile -t sources < <(git ls-files 'app/*.cpp')
fi

run()
{
    local tool=$1
    shift
    if ! command -v "$tool" >/dev/null; then
        echo "-- $tool is not installed" >&2
        status=3
        return
    fi
    echo "-- $tool" >&2
    "$tool" "$@" || status=1
}

mapfile -t formatted < <(git ls-files 'app/*.cpp' 'app/*.h' 'tests/*.cpp' 'tests/*.h')
run clang-format --dry-run --Werror "${formatted[@]}"
run cppcheck --quiet --library=qt --enable=warning,style,performance,portability --inline-suppr --error-exitcode=1 \
    --suppress=missingIncludeSystem --suppress=unknownMacro --suppress=noExplicitConstructor \
    --suppress=useStlAlgorithm --suppress=shadowFunction --suppress=identicalConditionAfterEarlyExit -Iapp "${sources[@]}"
run clang-tidy --quiet -p "$build" "${sources[@]}"
run clazy-standalone --checks="$clazy_checks" -p "$build" "${sources[@]}"
exit "$status"
