#!/bin/bash
# Publishes events over MQTT with QoS 1, and prints their ids once the
# broker has acknowledged them. mosquitto.sh HOST PORT TOPIC
while IFS= read -r event; do
    events=$event
    while read -rt 0 && IFS= read -r event; do
        events+=$'\n'$event
    done
    mosquitto_pub -h "$1" -p "$2" -t "$3" -q 1 -l <<< "$events" || exit
    sed 's/^{[^{]*"id":"\([^"]*\)".*/\1/' <<< "$events"
done
