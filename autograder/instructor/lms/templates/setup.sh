#!/usr/bin/env bash
# Gradescope runs this once, when it builds the container: everything the grader needs.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq python3 python3-venv bubblewrap libseccomp2
cd "$(dirname "$0")"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed: choose the base image Ubuntu 24.04" >&2
    exit 1
}
python3 -m venv .venv
.venv/bin/pip install --quiet --constraint constraints.txt --editable '.[instructor]'
