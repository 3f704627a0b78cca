# awk -v folders="A B" -v again="NAME..." -f unite.awk FILE...: the files as one, with the headers and sources that they
# include written in their places, where those are in FOLDERS or, by "name", in the including file's folder. Each is written
# once, but for those named in AGAIN, which are meant to be included time and again.

function folder_of(path)
{
    return path ~ /\// ? substr(path, 1, match(path, /[^\/]*$/) - 2) : "."
}

function exists(path, line, result)
{
    result = (getline line < path) >= 0
    close(path)
    return result
}

function found(name, from, count, list, i)
{
    if (from && exists(from "/" name))
        return from "/" name
    count = split(folders, list, " ")
    for (i = 1; i <= count; i++)
        if (exists(list[i] "/" name))
            return list[i] "/" name
    return ""
}

function is_again(path, count, list, i)
{
    count = split(again, list, " ")
    for (i = 1; i <= count; i++)
        if (path ~ "(^|/)" list[i] "$")
            return 1
    return 0
}

# The lines are kept before any is written: a file that is included again is read again.
function write_file(path, lines, count, i, name, target, line)
{
    if (is_open[path] || (is_written[path] && !is_again(path)))
        return
    is_open[path] = is_written[path] = 1
    count = 0
    while ((getline line < path) > 0)
        lines[count++] = line
    close(path)
    for (i = 0; i < count; i++) {
        target = ""
        if (lines[i] ~ /^[ \t]*#[ \t]*include[ \t]*["<]/) {
            name = lines[i]
            sub(/^[^"<]*["<]/, "", name)
            sub(/[">].*/, "", name)
            target = found(name, lines[i] ~ /</ ? "" : folder_of(path))
        }
        if (target)
            write_file(target)
        else
            print lines[i]
    }
    is_open[path] = 0
}

BEGIN {
    for (argument = 1; argument < ARGC; argument++)
        write_file(ARGV[argument])
    exit
}
