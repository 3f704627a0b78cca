#!/bin/sh
# The HTTP server against curl, wrk, and requests written by hand through socat.
. "$(dirname "$0")/common"
need curl wrk socat cmp

mkdir -p "$work/root/sub dir/deep" "$work/root/empty"
cd "$work/root" || exit 1
echo '<h1>home</h1>' >index.html
echo 'text' >a.txt
echo 'spaced' >'sub dir/a file.txt'
echo 'deep' >'sub dir/deep/index.html'
: >zero.css
head -c 1000000 /dev/urandom >big.png
echo 'secret' >../secret
ln -s ../secret link
ln -s .. linkdir
mkfifo pipe
start "$samples/05_http_server" 0 .
url=http://127.0.0.1:$port

# fetch FORMAT CURL-ARGUMENT...
fetch() {
    format=$1
    shift
    curl -s --path-as-is --max-time 10 -o "$work/body" -w "$format" "$@"
}
# answers: the status of each answer in the input
answers() {
    grep -ao 'HTTP/1\.1 [0-9]*' | cut -d ' ' -f 2 | tr '\n' ' '
}
# by_hand REQUESTS: sends them, printf's escapes resolved, and lists the answers
by_hand() {
    printf "$1" | socat -t 5 - "TCP:127.0.0.1:$port" | answers
}

what='%{http_code} %{content_type} %{size_download}'
check 'index' '200 text/html; charset=utf-8 14' "$(fetch "$what" $url/)"
check 'text' '200 text/plain; charset=utf-8 5' "$(fetch "$what" $url/a.txt)"
check 'its body' 'text' "$(cat "$work/body")"
check 'query' '200 5' "$(fetch '%{http_code} %{size_download}' "$url/a.txt?x=/../../y")"
check 'spaces' '200 7' "$(fetch '%{http_code} %{size_download}' "$url/sub%20dir/a%20file.txt")"
check 'empty' '200 text/css; charset=utf-8 0' "$(fetch "$what" $url/zero.css)"
check 'large' '200 image/png 1000000' "$(fetch "$what" $url/big.png)"
cmp "$work/body" big.png || failures=$((failures + 1))
check 'HEAD' '200 0' "$(fetch '%{http_code} %{size_download}' -I $url/big.png)"
check 'its length' '1000000' "$(curl -sI $url/big.png | tr -d '\r' | sed -n 's/^Content-Length: //p')"
check 'folder' "301 $url/sub%20dir/deep/" "$(fetch '%{http_code} %{redirect_url}' "$url/sub%20dir/deep")"
check 'no other host' "301 $url/empty/" "$(fetch '%{http_code} %{redirect_url}' "$url//empty")"
check 'folder with a slash' '200 5' "$(fetch '%{http_code} %{size_download}' "$url/sub%20dir/deep/")"
for missing in /none /a.txt/ /empty/ /pipe /link /linkdir/secret /linkdir/ /../secret /%2e%2e/secret \
    /sub%20dir/../../secret /..%2fsecret /sub%20dir/..%2F..%2fsecret /./../secret; do
    check "no $missing" 404 "$(fetch '%{http_code}' "$url$missing")"
done
for bad in /%00 /a.txt%00.html /%zz /%4; do
    check "bad $bad" 400 "$(fetch '%{http_code}' "$url$bad")"
done
check 'POST' 405 "$(fetch '%{http_code}' -d 'some data' $url/a.txt)"
check 'DELETE' 405 "$(fetch '%{http_code}' -X DELETE $url/a.txt)"
check 'BREW' 501 "$(fetch '%{http_code}' -X BREW $url/a.txt)"
check 'long head' 431 "$(fetch '%{http_code}' -H "X: $(head -c 9000 /dev/zero | tr '\0' x)" $url/)"
check 'long target' 414 "$(fetch '%{http_code}' "$url/$(head -c 9000 /dev/zero | tr '\0' x)")"
check 'kept alive' '1 0 0' "$(curl -s -o /dev/null -o /dev/null -o /dev/null -w '%{num_connects} ' \
    $url/ $url/a.txt $url/none | sed 's/ $//')"
check 'HTTP/1.0' '200 ' "$(by_hand 'GET / HTTP/1.0\r\n\r\n')"
check 'pipelined' '200 404 200 ' "$(by_hand 'GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /no HTTP/1.1\r\nHost: x\r\n\r\n\r\nHEAD /big.png HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')"
check 'nothing after close' '200 ' "$(by_hand 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n')"
check 'whole URL' '200 ' "$(by_hand 'GET http://x/a.txt HTTP/1.1\r\nHost: x\r\n\r\n')"
check 'no host' '400 ' "$(by_hand 'GET / HTTP/1.1\r\n\r\n')"
check 'two hosts' '400 ' "$(by_hand 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n')"
check 'space before the colon' '400 ' "$(by_hand 'GET / HTTP/1.1\r\nHost : x\r\n\r\n')"
check 'two framings' '400 ' "$(by_hand 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n')"
check 'a body hides no request' '200 ' "$(by_hand 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n')"
check 'noise' '400 ' "$(by_hand 'nonsense\r\n\r\n')"
check 'HTTP/2.0' '505 ' "$(by_hand 'GET / HTTP/2.0\r\nHost: x\r\n\r\n')"
check 'byte by byte' '200 ' "$( (for c in 'GET' ' ' / ' HTTP/1' .1 '\r' '\nHost: x\r\n\r' '\n'; do
    printf "$c"; sleep 0.02; done) | socat -t 5 - "TCP:127.0.0.1:$port" | answers)"

wrk -t 2 -c 100 -d 2s "$url/a.txt" >"$work/wrk"
grep -q 'Requests/sec' "$work/wrk" && ! grep -qE 'Socket errors|Non-2xx' "$work/wrk" || {
    cat "$work/wrk"
    failures=$((failures + 1))
}
check 'after the load' 200 "$(fetch '%{http_code}' $url/)"
finish
