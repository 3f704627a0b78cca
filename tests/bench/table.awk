# Prints one table of medians, each with its ratio to the base.
#
#   awk -v title=TITLE -v columns="HEADING:CASE:FIELD ..." -v base=ROW -f table.awk RESULTS
#   awk -v title=TITLE -v columns="HEADING:CASE:FIELD ..." -v base_column=HEADING -f table.awk RESULTS
#
# RESULTS has a line for each run: ROW, a tab, CASE, a tab, values with blanks between; FIELD counts from 1.
# Rows stand in the order in which they first come; the first stands in for a base that is missing,
# as does the first column.
BEGIN {
    FS = "\t"
    column_count = split(columns, specs, " ")
    for (c = 1; c <= column_count; c++) {
        split(specs[c], spec, ":")
        heading[c] = spec[1]
        gsub("_", " ", heading[c])
        case_of[c] = spec[2]
        field_of[c] = spec[3]
        if (spec[1] == base_column)
            base_index = c
    }
    if (base_column && !base_index)
        base_index = 1
}

{
    if (!($1 in seen)) {
        seen[$1] = 1
        rows[++row_count] = $1
        if (length($1) > width)
            width = length($1)
    }
    split($3, values, " ")
    for (c = 1; c <= column_count; c++)
        if (case_of[c] == $2 && field_of[c] in values)
            sample[$1, c, ++samples[$1, c]] = values[field_of[c]] + 0
}

function median(row, c,    n, i, j, swap) {
    n = samples[row, c]
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && sample[row, c, j] < sample[row, c, j - 1]; j--) {
            swap = sample[row, c, j]
            sample[row, c, j] = sample[row, c, j - 1]
            sample[row, c, j - 1] = swap
        }
    return n % 2 ? sample[row, c, (n + 1) / 2] : (sample[row, c, n / 2] + sample[row, c, n / 2 + 1]) / 2
}

# Three digits that mean something, never an exponent.
function number(x) {
    return sprintf(x >= 99.95 ? "%.0f" : x >= 9.995 ? "%.1f" : "%.2f", x)
}

function cell(row, c,    value, compared) {
    if (!((row, c) in samples))
        return "-"
    value = median(row, c)
    compared = base_index ? ((row, base_index) in samples ? median(row, base_index) : 0) \
                          : ((base, c) in samples ? median(base, c) : 0)
    if (compared <= 0 || (base_index ? c == base_index : row == base))
        return number(value)
    return number(value) "  " number(value / compared) "x"
}

END {
    if (!base_index && !(base in seen))
        base = rows[1]
    printf "\n%s (ratio to %s)\n\n", title, base_index ? heading[base_index] : base
    printf "%-*s", width, ""
    for (c = 1; c <= column_count; c++)
        printf " %18s", heading[c]
    print ""
    for (r = 1; r <= row_count; r++) {
        printf "%-*s", width, rows[r]
        for (c = 1; c <= column_count; c++)
            printf " %18s", cell(rows[r], c)
        print ""
    }
}
