#!/bin/sh
# format.sh SOURCE: the sources are laid out by .clang-format.
exec "$1/cmake/format.sh"
