#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' 'Ada logged in
Bob logged in
Ada did job 1
Ada closed job 1
Ada did job 2
Ada closed job 2
Ada logged out
Ada is done
Bob closed job 1
Bob logged out
Bob is done, too
debit
credit, though asked to end
cancelled: 1' "$("$samples/10_cancellation")"
finish
