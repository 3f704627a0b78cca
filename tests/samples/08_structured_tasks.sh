#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' '  text is there
  image is there
  advert is there
page: 3 parts
  text is there
  advert is not needed any more
no page: image failed with Input/output error
  near mirror is there
  far mirror is not needed any more
the fastest: mirror 1
  part is there
  part is there
  part is there
sum: 3' "$("$samples/08_structured_tasks")"
finish
