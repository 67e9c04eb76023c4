# What bin/serve and bin/check share: an interpreter, system packages, and .venv from a hashed lock.
# Sourced by them with the project's folder as the current one.

missing=""

say() { echo "$*" >&2; }

# want PACKAGE TEST…: PACKAGE is missing if TEST fails.
want() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

# What is missing is there afterwards; without the means, one line says what to type.
install_missing() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "Missing system packages. On Debian type: sudo apt-get install --no-install-recommends$missing"
        return 1
    fi
    say "Installing system packages:$missing"
    # Another apt may be at work: wait for it.
    for step in "update" "install --yes --no-install-recommends$missing"; do
        # shellcheck disable=SC2086 # the words of a step are its arguments
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=400 $step >&2 || return 1
    done
    missing=""
}

# $python is the first interpreter that is new enough and truly runs: a shim may only pretend.
find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1 && return 0
    done
    return 1
}

build_venv() {
    find_python || { missing=" python3-venv" && install_missing && find_python; } || {
        say "Siang needs Python 3.11 or newer with its venv module."
        return 1
    }
    .venv-boot/bin/uv --version >/dev/null 2>&1 || {
        rm -rf .venv-boot
        "$python" -m venv .venv-boot && .venv-boot/bin/python -m pip install --quiet uv || return 1
    }
    .venv/bin/python -c '' 2>/dev/null ||
        .venv-boot/bin/uv venv --quiet --clear --python .venv-boot/bin/python .venv
}

# sync run|dev: .venv holds what the lock says. A dev environment serves for run too, and stays one.
sync() {
    locks=$(cksum requirements.lock requirements-dev.lock)
    have=$(cat .venv/synced 2>/dev/null || true)
    for set in "$1" dev; do
        [ "$have" = "$set $locks" ] && .venv/bin/python -c '' 2>/dev/null && return 0
    done
    case "$1 $have" in
    run\ dev\ * | dev\ *) set=dev lock=requirements-dev.lock ;;
    *) set=run lock=requirements.lock ;;
    esac
    say "Building .venv from $lock (seconds to a minute; only when the lock has changed) …"
    # An office may have a TLS authority of its own: the system knows it, uv alone does not.
    export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=true PIP_DISABLE_PIP_VERSION_CHECK=1
    build_venv || return 1
    rm -f .venv/synced
    # pip knows registries that are set in its own configuration and that uv does not read.
    .venv-boot/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python "$lock" || {
        say "uv could not fetch the packages; now with pip …"
        .venv-boot/bin/python -m pip --python .venv/bin/python install --quiet --require-hashes \
            -r "$lock" || return 1
    }
    echo "$set $locks" >.venv/synced
}
