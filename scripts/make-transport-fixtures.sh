#!/usr/bin/env bash
# Makes the tiny transport streams that tests of StreavMedia read, and the seeds for mutation from them.
# Needs ffmpeg with libx264 and libx265. The files are committed, so this is run only to change them.
set -euo pipefail
cd "$(dirname "$0")/.."
clips=fixtures/transport
seeds=fixtures/fuzz/transport
mkdir -p "$clips" "$seeds"

make_clip() { # NAME SECONDS RATE CODEC-AND-OUTPUT-OPTIONS…: a test picture and a tone
    local name=$1 seconds=$2 rate=$3
    shift 3
    ffmpeg -nostdin -v error -y -f lavfi -i "testsrc=size=64x48:rate=$rate" -f lavfi -i "sine=frequency=440:sample_rate=48000" \
        -t "$seconds" -flags +bitexact -fflags +bitexact -pix_fmt yuv420p "$@" -f mpegts "$clips/$name.ts"
}

make_h264() { # NAME SECONDS RATE GOP B-FRAMES OUTPUT-OPTIONS…
    local name=$1 seconds=$2 rate=$3 gop=$4 between=$5
    shift 5
    make_clip "$name" "$seconds" "$rate" -c:v libx264 -preset veryfast -crf 40 \
        -x264-params "keyint=$gop:min-keyint=$gop:scenecut=0:bframes=$between:threads=1" "$@"
}

make_h264 h264-aac 2 25 25 2 -c:a aac -b:a 24k -ac 1
make_h264 h264-2997-ac3 2 30000/1001 30 0 -c:a ac3 -b:a 32k -ac 1 -mpegts_start_pid 0x200 -mpegts_pmt_start_pid 0x50
make_clip h265-aac 1 25 -c:v libx265 -preset ultrafast -crf 40 \
    -x265-params keyint=10:min-keyint=10:scenecut=0:bframes=0:log-level=error:pools=1:frame-threads=1 -c:a aac -b:a 16k -ac 1
make_clip mpeg2-mp2 1 25 -c:v mpeg2video -g 5 -bf 2 -q:v 20 -c:a mp2 -b:a 32k -ac 1
ffmpeg -nostdin -v error -y -f lavfi -i "sine=frequency=440:sample_rate=44100" -t 2 -c:a libmp3lame -b:a 16k -ac 1 \
    -flags +bitexact -fflags +bitexact -f mpegts "$clips/radio-mp3.ts"
# Timestamps that begin 1 s before the 33-bit wrap: 2^33 / 90 000 is 95 443.717 s.
make_h264 wrap 2 25 25 0 -c:a aac -b:a 24k -ac 1 -copyts -output_ts_offset 95442.717 -muxdelay 0

# Seeds: the beginning of a clip, one that begins within a packet, one that ends within a packet, tables alone.
head -c 5640 "$clips/h264-aac.ts" > "$seeds/h264-head.ts"
tail -c +101 "$clips/h265-aac.ts" | head -c 5000 > "$seeds/h265-misaligned.ts"
tail -c 4001 "$clips/mpeg2-mp2.ts" > "$seeds/mpeg2-tail.ts"
head -c 564 "$clips/h264-2997-ac3.ts" > "$seeds/tables.ts"
head -c 3760 "$clips/radio-mp3.ts" > "$seeds/radio-head.ts"
# Start codes and nothing else: units that never get anywhere.
{ head -c 564 "$clips/h264-aac.ts"; for _ in 1 2 3 4 5 6; do printf 'G\101\000\020'; printf '\000\000\001%.0s' {1..61}; printf '\000'; done; } \
    > "$seeds/start-codes.ts"
du -bc "$clips"/*.ts "$seeds"/*.ts
