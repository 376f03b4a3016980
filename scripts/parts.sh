# Sourced by the scripts: finds what they need, installs it where that is possible, or says what to install.

say() { echo "spillway: $*" >&2; }

# need_packages WHY PACKAGE...: installs Debian packages that are missing, after saying so; ends with what to type where it may not.
# With "listing" set to 1 it says what is missing and goes on.
need_packages() {
  local why=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  if [ "${listing:-0}" = 1 ]; then
    echo "packages for $why: $*; to be installed: ${missing[*]:-none, all are there}"
    return 0
  fi
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

# apt_version PACKAGE: the version that apt would install; nothing where it has none.
apt_version() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -vFx '(none)' || true; }

# jdk_package: a package that brings a JDK of at least 17: Debian 13 has no 17 any more. An image's lists of packages may be empty.
jdk_package() {
  if [ -z "$(apt_version default-jdk-headless)" ] && [ "$(id -u)" = 0 ]; then apt-get -qq update >&2 || true; fi
  local major
  major=$(apt_version default-jdk-headless | sed -n 's/^.*1\.\([0-9]*\)-.*/\1/p')
  if [ -z "$(apt_version openjdk-17-jdk-headless)" ] && [ "${major:-0}" -ge 17 ]; then
    echo default-jdk-headless
  else
    echo openjdk-17-jdk-headless
  fi
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
    need_packages "building Spillway" "$(jdk_package)"
  fi
  if ! command -v mvn >/dev/null; then
    command -v apt-get >/dev/null || { say "Maven 3.8 or newer is needed: install it and put it on the PATH"; exit 1; }
    need_packages "building Spillway" maven
  fi
}
