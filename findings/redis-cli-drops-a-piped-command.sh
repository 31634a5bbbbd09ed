#!/bin/sh
# redis-cli 7.0.15 (Debian 12, redis-tools) that is given commands on its standard input loses the one that it reads while
# the server is away, does the next one once the server is back, and ends with status 0, with -e too.
#
# Valid input: SET a 1, SET b 2 and SET c 3, a line each, while the server is killed after the first and started again
#              before the third.
# Behaviour:   a and c are set and b is not. Standard output says OK twice, standard error one line; the status is 0.
# One would have guessed: -e, "return exit error code when command execution fails", ends with an error at b; or the
#              command is sent again once the connection stands. That the status was 0 where nothing could be reached at all
#              is known (redis/redis issue 2270, of 2015, before there was -e); that a list gets a hole in its middle is more.
# Why it matters here: a recipe that pipes events through one redis-cli would have a hole in an order, and only the missing
#              id would tell. So redis.sh runs it anew for each batch, with the batch as an argument read by -x: then a
#              server that is away is status 1, and the events come again.
#
# Runs without galley. Fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; fi; rm -rf "$folder"' EXIT
cd "$folder"
version='5:7.0.15-1~deb12u10'
apt-get -qq -o APT::Sandbox::User=root download "redis-tools=$version" "redis-server=$version" libjemalloc2 liblzf1 libatomic1
for package in *.deb; do dpkg -x "$package" .; done
PATH=$folder/usr/bin:$PATH
LD_LIBRARY_PATH=$folder/usr/lib/$(uname -m)-linux-gnu
export PATH LD_LIBRARY_PATH
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

start() {
    redis-server --port "$port" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly yes --appendfsync always \
        --pidfile "$folder/pid" --daemonize yes > "$folder/log"
    until redis-cli -p "$port" PING 2> /dev/null | grep -q PONG; do sleep 0.1; done
    server=$(cat "$folder/pid")
}

start
redis-cli --version
status=0
{
    echo SET a 1
    until [ "$(redis-cli -p "$port" GET a)" = 1 ]; do sleep 0.1; done
    kill -9 "$(cat pid)"
    sleep 1
    echo SET b 2
    sleep 1
    start
    echo SET c 3
} | redis-cli -e -p "$port" > said 2> errors || status=$?
server=$(cat pid)
echo "status $status; said: $(tr '\n' ' ' < said); errors: $(tr '\n' ' ' < errors)"
echo "a, b, c: $(redis-cli -p "$port" MGET a b c | tr '\n' ' ')"
[ "$status" = 0 ]
[ "$(tr '\n' ' ' < said)" = 'OK OK ' ]
[ "$(redis-cli -p "$port" EXISTS b)" = 0 ]
[ "$(redis-cli -p "$port" GET c)" = 3 ]
echo "as described"
