# Sourced by the scripts that are one command of the jar.

set -euo pipefail

# spillway COMMAND...: in place of the shell.
spillway() {
  local jar
  jar=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/agent/target/spillway-agent.jar
  if [ ! -e "$jar" ]; then
    echo "spillway: there is no $jar yet: ./scripts/run builds it" >&2
    exit 1
  fi
  exec java -jar "$jar" "$@"
}
