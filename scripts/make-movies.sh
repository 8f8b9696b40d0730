#!/usr/bin/env bash
# Makes fixtures/movies: short files from ffmpeg's own test sources, each of another shape that players' files have.
# They are committed; run this only to change them. The same ffmpeg gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."

out=fixtures/movies
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
mono=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf

command -v ffmpeg >/dev/null || { echo "ffmpeg is missing: install it (apt-get install ffmpeg) and try again." >&2; exit 1; }
for f in "$font" "$mono"; do
    [ -r "$f" ] || { echo "The font $f is missing: install fonts-dejavu-core and try again." >&2; exit 1; }
done
mkdir -p "$out"

# A band at the bottom with the name and the running time: what a viewer sees proves which file plays, and where.
band() { # NAME FONT-SIZE
    local margin=$(($2 / 2))
    printf '%s' "drawbox=x=0:y=ih-$(($2 * 2)):w=iw:h=$(($2 * 2)):color=black@0.65:t=fill," \
        "drawtext=fontfile=$font:text='$1':fontsize=$2:fontcolor=white:x=$margin:y=h-$(($2 * 3 / 2))," \
        "drawtext=fontfile=$mono:text='%{pts\:hms}':fontsize=$2:fontcolor=white:x=w-tw-$margin:y=h-$(($2 * 3 / 2))"
}
pluck() { # FREQUENCY PERIOD: a decaying note, struck each PERIOD seconds
    printf '%s' "0.35*sin(2*PI*$1*t)*exp(-5*mod(t\,$2))"
}

# One encoder thread and no version strings: the bytes depend on the encoder's version alone.
exact=(-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1 -metadata:s encoder=)
h264=(-c:v libx264 -preset slow -threads 1 -pix_fmt yuv420p -bsf:v filter_units=remove_types=6)
aac=(-c:a aac -b:a 64k)

make() { # FILE OPTIONS…
    local file=$1
    shift
    echo "Making $file" >&2
    ffmpeg -nostdin -v error -y "$@" "${exact[@]}" "$out/$file"
}

# The usual film: moov first, B frames, stereo.
make harbour.mp4 -f lavfi -i "testsrc2=size=426x240:rate=25:duration=60" \
    -f lavfi -i "aevalsrc='$(pluck 392 1)+$(pluck 494 2)|$(pluck 392 1)+$(pluck 587 4)':s=48000:d=60" \
    -vf "$(band HARBOUR 22)" "${h264[@]}" -profile:v main -crf 34 -maxrate 180k -bufsize 180k -g 50 -bf 3 "${aac[@]}" \
    -movflags +faststart

# moov last, high profile, a pyramid of B frames, groups of pictures of irregular length: pictures change when they like.
make orchard.mp4 -f lavfi -i "smptehdbars=size=426x240:rate=24:duration=7.7" \
    -f lavfi -i "mandelbrot=size=426x240:rate=24:maxiter=300:start_scale=2:end_scale=0.02:end_pts=400" \
    -f lavfi -i "gradients=size=426x240:rate=24:duration=11.3:seed=3:speed=0.02" \
    -f lavfi -i "aevalsrc='$(pluck 262 1)|$(pluck 330 1)':s=48000:d=40" \
    -filter_complex "[1:v]trim=end_frame=504,setpts=PTS-STARTPTS[m];[0:v][m][2:v]concat=n=3:v=1,$(band ORCHARD 22)[v]" \
    -map '[v]' -map 3:a "${h264[@]}" -profile:v high -crf 36 -g 96 -bf 5 -x264-params b-pyramid=normal:scenecut=60 "${aac[@]}"

# Fragmented.
make signal.mp4 -f lavfi -i "testsrc=size=320x240:rate=25:duration=30" \
    -f lavfi -i "sine=frequency=660:beep_factor=4:sample_rate=48000:duration=30" \
    -vf "$(band SIGNAL 18)" "${h264[@]}" -profile:v main -crf 34 -g 50 -bf 2 "${aac[@]}" \
    -movflags frag_keyframe+empty_moov+default_base_moof

# Two languages.
make lantern.mp4 -f lavfi -i "life=size=80x45:rate=10:mold=12:ratio=0.35:seed=11:death_color=#302008:life_color=#ffd890:mold_color=#483010,scale=320:180:flags=neighbor,fps=25,trim=end_frame=1000" \
    -f lavfi -i "aevalsrc='$(pluck 523 0.5)|$(pluck 659 0.75)':s=48000:d=40" \
    -f lavfi -i "aevalsrc='$(pluck 220 1)|$(pluck 330 2)':s=48000:d=40" \
    -map 0:v -map 1:a -map 2:a -vf "$(band LANTERN 16)" "${h264[@]}" -profile:v main -crf 36 -g 50 -bf 2 "${aac[@]}" \
    -metadata:s:a:0 language=eng -metadata:s:a:0 handler_name=English \
    -metadata:s:a:1 language=por -metadata:s:a:1 handler_name=Português

# H.265.
make meridian.mp4 -f lavfi -i "gradients=size=426x240:rate=25:duration=36:c0=0x1b2a6b:c1=0xd94f70:c2=0xf2b134:n=3:seed=11:speed=0.01" \
    -f lavfi -i "aevalsrc='$(pluck 294 1)|$(pluck 440 2)':s=48000:d=36" \
    -vf "$(band 'MERIDIAN H.265' 22)" -c:v libx265 -preset medium -crf 32 -pix_fmt yuv420p -tag:v hvc1 \
    -x265-params "keyint=50:min-keyint=50:scenecut=0:open-gop=0:bframes=3:info=0:pools=1:frame-threads=1:log-level=error" "${aac[@]}"

# 44.1 kHz mono and a frame rate that is no whole number.
make quarry.mp4 -f lavfi -i "testsrc2=size=320x180:rate=30000/1001:duration=32" \
    -f lavfi -i "sine=frequency=330:beep_factor=3:sample_rate=44100:duration=32" \
    -vf "$(band QUARRY 16)" "${h264[@]}" -profile:v main -crf 36 -maxrate 150k -bufsize 150k -g 60 -bf 2 "${aac[@]}" -ac 1

# An edit list that skips into the media, and a sound that begins later and ends before the picture.
make tidal-whole.mp4 -f lavfi -i "smptebars=size=320x180:rate=25:duration=40" \
    -itsoffset 3.5 -f lavfi -i "aevalsrc='$(pluck 349 1)|$(pluck 466 2)':s=48000:d=30" \
    -map 0:v -map 1:a -vf "$(band TIDAL 16)" "${h264[@]}" -profile:v main -crf 32 -g 50 -bf 2 "${aac[@]}"
make tidal.mp4 -ss 2.84 -i "$out/tidal-whole.mp4" -c copy
rm "$out/tidal-whole.mp4"

# Sound alone.
make vinyl.m4a -f lavfi -i "aevalsrc='$(pluck 262 1)+$(pluck 330 2)+0.1*sin(2*PI*131*t)|$(pluck 262 1)+$(pluck 392 0.5)':s=48000:d=45" \
    -c:a aac -b:a 96k

# Upright, fast and silent.
make portrait.mp4 -f lavfi -i "testsrc2=size=180x320:rate=50:duration=24" \
    -vf "$(band PORTRAIT 13)" "${h264[@]}" -profile:v high -crf 36 -maxrate 200k -bufsize 200k -g 100 -bf 2 -an

for file in "$out"/*; do
    complaint=$(ffmpeg -nostdin -v warning -i "$file" -f null - 2>&1)
    [ -z "$complaint" ] || { printf '%s does not decode cleanly:\n%s\n' "$file" "$complaint" >&2; exit 1; }
done
du -ch "$out"/* >&2
