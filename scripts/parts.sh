# Sourced by the scripts: finds what they need, installs it where that is possible, or says what to install.

say() { echo "spillway: $*" >&2; }

# need_packages WHY PACKAGE...: installs Debian packages that are missing, after saying so; ends with what to type where it may not.
need_packages() {
  local why=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "$why needs ${missing[*]}, which only root can install. Please run:"
    say "  sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    exit 1
  fi
  say "installing ${missing[*]} with apt-get (for $why)"
  apt-get -qq update >&2 || true
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >&2
}

# java_major: the major version of the java on the PATH, 0 where there is none.
java_major() {
  local version
  version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  echo "${version:-0}"
}

# need_build_tools: a JDK of at least 17, and Maven.
need_build_tools() {
  if [ "$(java_major)" -lt 17 ] || ! command -v javac >/dev/null; then
    command -v apt-get >/dev/null || { say "a JDK of version 17 or newer is needed: install one and put it on the PATH"; exit 1; }
    need_packages "building Spillway" openjdk-17-jdk-headless
  fi
  if ! command -v mvn >/dev/null; then
    command -v apt-get >/dev/null || { say "Maven 3.8 or newer is needed: install it and put it on the PATH"; exit 1; }
    need_packages "building Spillway" maven
  fi
}
