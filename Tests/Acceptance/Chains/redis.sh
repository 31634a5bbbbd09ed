#!/bin/bash
# Keeps events in a stream of Redis 7, each id once, with what was paid
# by venue, day and hour of UTC beside it. redis.sh HOST PORT
cli=(redis-cli -e -h "$1" -p "$2" -x)
"${cli[@]}" FUNCTION LOAD REPLACE <<'LUA' >&2 || exit
#!lua name=galley
redis.register_function('galley_keep', function(keys, arguments)
    local ids = {}
    for line in string.gmatch(arguments[1], '[^\n]+') do
        local event = cjson.decode(line)
        local sign = ({paid = 1, refunded = -1})[event.data.event_type]
        if redis.call('SET', 'galley:id:' .. event.id, 1, 'NX') then
            redis.call('XADD', 'galley:events', '*', 'event', line)
            if sign then
                local amount = sign * event.data.payload.amount
                redis.call('HINCRBY', 'galley:paid:' ..
                    string.match(event.source, '^/venues/([^/]*)'),
                    string.sub(event.time, 1, 13),
                    string.format('%d', amount))
            end
        end
        table.insert(ids, event.id)
    end
    return ids
end)
LUA
while IFS= read -r event; do
    events=$event
    while read -rt 0 && IFS= read -r event; do
        events+=$'\n'$event
    done
    "${cli[@]}" FCALL galley_keep 0 <<< "$events" || exit
done
