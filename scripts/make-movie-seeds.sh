#!/usr/bin/env bash
# Makes the tiny MP4 files that tests of StreavMedia read and mutate, and beside each a table of its samples as ffprobe
# sees them: track, presentation time, decode time, size, place in the file, K for a key frame.
# Needs ffmpeg with libx264, libx265 and libmp3lame. The files are committed, so this is run only to change them.
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=fixtures/fuzz/movie
mkdir -p "$seeds"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exact=(-flags +bitexact -fflags +bitexact -map_metadata -1)
quiet=(ffmpeg -nostdin -v error -y)

encode() { # NAME SECONDS B-FRAMES: a test picture and a tone, to copy from
    "${quiet[@]}" -f lavfi -i testsrc=size=64x48:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000 -t "$2" "${exact[@]}" \
        -pix_fmt yuv420p -c:v libx264 -preset veryfast -crf 48 -bsf:v filter_units=remove_types=6 \
        -x264-params "keyint=10:min-keyint=10:scenecut=0:bframes=$3:b-adapt=0:threads=1" -c:a aac -b:a 16k -ac 1 "$work/$1.mp4"
}

make() { # NAME OPTIONS…: a copy of what the options name
    local name=$1
    shift
    "${quiet[@]}" "$@" "${exact[@]}" -c copy -f mp4 "$seeds/$name.mp4"
}

list() { # NAME: the samples of its playable tracks, edit lists applied to times but not to the choice of samples
    ffprobe -v error -advanced_editlist 0 -show_entries stream=index,id,codec_name:packet=stream_index,pts,dts,size,pos,flags \
        -of compact "$seeds/$1.mp4" | awk -F'|' '
        { delete field; for (i = 2; i <= NF; i++) { split($i, pair, "="); field[pair[1]] = pair[2] } }
        $1 == "packet" { packets[++count] = field["stream_index"] " " field["pts"] " " field["dts"] " " field["size"] " " \
            field["pos"] " " (field["flags"] ~ /K/ ? "K" : "-") }
        $1 == "stream" && field["codec_name"] ~ /^(h264|hevc|aac)$/ { sub(/^0x/, "", field["id"]); ids[field["index"]] = field["id"] }
        END { for (i = 1; i <= count; i++) { split(packets[i], part, " ")
            if (part[1] in ids) { sub(/^[0-9]+/, ids[part[1]], packets[i]); print packets[i] } } }' > "$seeds/$1.txt"
}

encode plain 0.6 0
encode reordered 1 2
encode long 1.6 2
plain=(-i "$work/plain.mp4")
reordered=(-i "$work/reordered.mp4")

make moov-last "${plain[@]}"
make moov-first "${reordered[@]}" -movflags +faststart
# Composition offsets below zero, in version 1 of ctts.
make negative-offsets "${reordered[@]}" -movflags +faststart+negative_cts_offsets
# Begins within a GOP, and with sound that comes late.
make edit-list -ss 0.52 -i "$work/long.mp4" -itsoffset 0.3 -i "$work/plain.mp4" -map 0:v -map 1:a
make two-audio "${plain[@]}" "${plain[@]}" -map 0:v -map 0:a -map 1:a -metadata:s:a:0 language=deu -metadata:s:a:0 title=Deutsch \
    -metadata:s:a:1 language=eng -metadata:s:a:1 "title=Director's commentary" -disposition:a:0 default -disposition:a:1 0
make fragmented "${reordered[@]}" -movflags +frag_keyframe+empty_moov+default_base_moof
# A moof for each track, with places counted from the beginning of the file, and the first samples in the moov.
make fragmented-apart "${reordered[@]}" -movflags +separate_moof -frag_duration 300000
make fragmented-dash "${reordered[@]}" -movflags +dash+delay_moov+global_sidx -frag_duration 400000
make fragmented-live "${reordered[@]}" -movflags +default_base_moof+frag_every_frame+frag_discont -output_ts_offset 3600
"${quiet[@]}" "${plain[@]}" "${exact[@]}" -c copy -f mov "$seeds/quicktime.mp4"
"${quiet[@]}" -f lavfi -i testsrc=size=64x48:rate=25 -t 0.8 "${exact[@]}" -pix_fmt yuv420p -c:v libx265 -preset ultrafast -crf 48 \
    -bsf:v filter_units=remove_types=39 -tag:v hvc1 \
    -x265-params keyint=10:min-keyint=10:scenecut=0:bframes=2:b-adapt=0:log-level=error:pools=1:frame-threads=1 -f mp4 "$seeds/hevc.mp4"
# Every third picture left out, in milliseconds.
"${quiet[@]}" -f lavfi -i testsrc=size=64x48:rate=30 -t 1 "${exact[@]}" -vf "select=mod(n\,3)" -vsync vfr -pix_fmt yuv420p \
    -c:v libx264 -preset veryfast -crf 48 -bsf:v filter_units=remove_types=6 -x264-params keyint=8:scenecut=0:threads=1 \
    -video_track_timescale 1000 -f mp4 "$seeds/variable-rate.mp4"
printf '1\n00:00:00,100 --> 00:00:00,400\nHello\n' > "$work/words.srt"
"${quiet[@]}" "${plain[@]}" -i "$work/words.srt" "${exact[@]}" -c copy -c:s mov_text -f mp4 "$seeds/subtitled.mp4"
make encrypted "${plain[@]}" -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb \
    -encryption_kid a7e61c373e219033c21091fa607bf3b8
"${quiet[@]}" -f lavfi -i sine=frequency=440:sample_rate=44100 -t 0.2 "${exact[@]}" -c:a libmp3lame -b:a 16k -ac 1 -f mp4 \
    "$seeds/mp3.mp4"

for name in moov-last moov-first negative-offsets edit-list two-audio fragmented fragmented-apart fragmented-dash \
    fragmented-live quicktime hevc variable-rate subtitled; do
    list "$name"
done
du -bc "$seeds"/*
