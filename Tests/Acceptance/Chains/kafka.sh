#!/bin/bash
# Produces events to Kafka, and prints their ids once all replicas in
# sync have them. The key is the order, so that each order stays in one
# partition. kafka.sh BROKERS TOPIC
while IFS= read -r event; do
    events=$event
    while read -rt 0 && IFS= read -r event; do
        events+=$'\n'$event
    done
    sed 's/^{[^{]*"subject":"\([^"]*\)".*/\1\t&/; t; s/^/\t/' \
        <<< "$events" |
        kcat -P -b "$1" -t "$2" -K '\t' -X acks=all \
            -X enable.idempotence=true || exit
    sed 's/^{[^{]*"id":"\([^"]*\)".*/\1/' <<< "$events"
done
