package voice

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func code(err error) string {
	var e *station.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func recorded(t testing.TB) speech {
	t.Helper()
	s, err := fromWebM(fixture(t, "chromium.webm"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Both files were recorded by Chromium's MediaRecorder from its own test tone, one of them in slices of half a second.
func TestBrowserRecordingsAreWrittenAnew(t *testing.T) {
	for _, name := range []string{"chromium.webm", "sliced.webm"} {
		data := fixture(t, name)
		note, err := Check(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if note.Type != "audio/webm" || note.Seconds < 2 || note.Seconds > 3 {
			t.Errorf("%s: %s of %.2f s", name, note.Type, note.Seconds)
		}
		if bytes.Contains(note.Data, []byte("Chrome")) {
			t.Errorf("%s: the browser's name survived", name)
		}
		before, err := fromWebM(data)
		after, err2 := fromWebM(note.Data)
		same := func(a, b packet) bool { return a.at == b.at && bytes.Equal(a.data, b.data) }
		if errors.Join(err, err2) != nil || len(after.packets) < 30 || !slices.EqualFunc(before.packets, after.packets, same) {
			t.Errorf("%s: the sound is not the same", name)
		}
		again, err := Check(bytes.NewReader(note.Data))
		if err != nil || !bytes.Equal(again.Data, note.Data) {
			t.Errorf("%s: our own file changes: %v", name, err)
		}
	}
}

// page is an Ogg page of whole packets.
func page(number uint32, flags byte, packets ...[]byte) []byte {
	out := append([]byte("OggS\x00"), flags)
	out = append(out, make([]byte, 8)...)
	out = binary.LittleEndian.AppendUint32(out, 77)
	out = binary.LittleEndian.AppendUint32(out, number)
	out = append(out, 0, 0, 0, 0, 0)
	for _, p := range packets {
		for n := len(p); ; n -= 255 {
			out, out[26] = append(out, byte(min(n, 255))), out[26]+1
			if n < 255 {
				break
			}
		}
	}
	out = append(out, slices.Concat(packets...)...)
	binary.LittleEndian.PutUint32(out[22:], checksum(out))
	return out
}

// asOgg is the speech the way other recorders keep it.
func asOgg(s speech) []byte {
	out := slices.Concat(page(0, 2, s.ownHead()), page(1, 0, append([]byte("OpusTags"), strings.Repeat("GPS", 300)...)))
	for i, p := range s.packets {
		out = append(out, page(uint32(i+2), 0, p.data)...)
	}
	return out
}

func TestOggBecomesWebM(t *testing.T) {
	s := recorded(t)
	note, err := Check(bytes.NewReader(asOgg(s)))
	if err != nil {
		t.Fatal(err)
	}
	got, err := fromWebM(note.Data)
	if err != nil || note.Type != "audio/webm" || len(got.packets) != len(s.packets) || bytes.Contains(note.Data, []byte("GPS")) {
		t.Errorf("%s, %d packets of %d, %v", note.Type, len(got.packets), len(s.packets), err)
	}
}

// The check value of CRC-32/CKSUM is 0x765e7680; Ogg's sum is the same without the last inversion.
func TestOggChecksum(t *testing.T) {
	if sum := checksum([]byte("123456789")); sum != ^uint32(0x765e7680) {
		t.Errorf("%#x", sum)
	}
	first := page(0, 2, []byte("x"))
	sum := checksum(first)
	if first[22] ^= 1; checksum(first) != sum {
		t.Error("the sum's own field counts")
	}
}

func wav(kind, channels uint16, rate uint32, bits uint16, samples int, extra ...byte) []byte {
	out := append([]byte("RIFF\x00\x00\x00\x00WAVE"), extra...)
	out = append(out, "fmt \x10\x00\x00\x00"...)
	out = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(out, kind), channels)
	out = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(out, rate), 0)
	out = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(out, 0), bits)
	out = binary.LittleEndian.AppendUint32(append(out, "data"...), uint32(samples))
	return append(out, make([]byte, samples)...)
}

func TestWAVKeepsOnlySamples(t *testing.T) {
	data := append(wav(1, 1, 16_000, 16, 32_001, []byte("LIST\x07\x00\x00\x00GPSdata\x00")...), "<script>"...)
	note, err := Check(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if note.Type != "audio/wav" || note.Seconds != 1 || len(note.Data) != 44+32_000 {
		t.Errorf("%s, %.3f s, %d bytes", note.Type, note.Seconds, len(note.Data))
	}
	if bytes.Contains(note.Data, []byte("GPS")) || bytes.Contains(note.Data, []byte("script")) {
		t.Error("a chunk survived")
	}
	again, err := Check(bytes.NewReader(note.Data))
	if err != nil || !bytes.Equal(again.Data, note.Data) {
		t.Errorf("our own file changes: %v", err)
	}
}

// built is a WebM of the parts given, in the order given.
func built(parts ...[]byte) []byte {
	return slices.Concat(write(idEBML, write(idDocType, []byte("webm"))), write(idSegment, slices.Concat(parts...)))
}

func track(kind byte, codec string, extra ...[]byte) []byte {
	return write(idTrackEntry, slices.Concat(number(idTrackNumber, 1), write(idTrackType, []byte{kind}),
		write(idCodecID, []byte(codec)), write(idCodecPrivate, (&speech{channels: 1}).ownHead()), slices.Concat(extra...)))
}

func cluster(at uint64, blocks ...[]byte) []byte {
	return write(idCluster, append(number(idTimestamp, at), slices.Concat(blocks...)...))
}

func TestRecordingsThatAreRefused(t *testing.T) {
	opus := track(2, "A_OPUS")
	tracks := write(idTracks, opus)
	sound := write(idSimpleBlock, []byte{0x81, 0, 0, 0x80, 0xf8, 1, 2, 3})
	if note, err := Check(bytes.NewReader(built(tracks, cluster(0, sound)))); err != nil || note.Seconds != 0.02 {
		t.Fatalf("what the cases below vary must itself be fine: %v", err)
	}
	s := recorded(t)
	good, ogg := fixture(t, "chromium.webm"), asOgg(s)
	flipped := bytes.Clone(ogg)
	flipped[len(flipped)-1] ^= 1
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"nothing":              {nil, "voice_empty"},
		"page":                 {[]byte("<!doctype html><script>alert(1)</script>"), "voice_format_unknown"},
		"MP3":                  {[]byte("ID3\x04\x00"), "voice_format_unknown"},
		"MP4":                  {[]byte("\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00"), "voice_format_unknown"},
		"AVI":                  {[]byte("RIFF\x00\x00\x00\x00AVI LIST"), "voice_format_unknown"},
		"too many bytes":       {append(bytes.Clone(good), make([]byte, MaxBytes)...), "voice_too_large"},
		"cut off":              {good[:len(good)/2], "voice_unreadable"},
		"only a start":         {good[:4], "voice_unreadable"},
		"zip behind":           {append(bytes.Clone(good), "PK\x03\x04evil.html"...), "voice_unreadable"},
		"Matroska":             {bytes.Replace(good, []byte("webm"), []byte("matr"), 1), "voice_unreadable"},
		"attachment":           {built(tracks, write(0x1941A469, []byte("evil")), cluster(0, sound)), "voice_unreadable"},
		"chapters":             {built(tracks, write(0x1043A770, nil), cluster(0, sound)), "voice_unreadable"},
		"video":                {built(write(idTracks, track(1, "V_VP8")), cluster(0, sound)), "voice_unreadable"},
		"Vorbis":               {built(write(idTracks, track(2, "A_VORBIS")), cluster(0, sound)), "voice_unreadable"},
		"two tracks":           {built(write(idTracks, append(bytes.Clone(opus), opus...)), cluster(0, sound)), "voice_unreadable"},
		"tracks twice":         {built(tracks, tracks, cluster(0, sound)), "voice_unreadable"},
		"no track":             {built(cluster(0, sound)), "voice_unreadable"},
		"encrypted":            {built(write(idTracks, track(2, "A_OPUS", write(idContentEncodings, nil))), cluster(0, sound)), "voice_unreadable"},
		"a picture in a track": {built(write(idTracks, track(2, "A_OPUS", write(idVideo, nil))), cluster(0, sound)), "voice_unreadable"},
		"other clock":          {built(write(idInfo, number(idTimestampScale, 1)), tracks, cluster(0, sound)), "voice_unreadable"},
		"segment in segment":   {built(write(idSegment, nil), tracks, cluster(0, sound)), "voice_unreadable"},
		"sound outside":        {built(tracks, sound), "voice_unreadable"},
		"foreign track":        {built(tracks, cluster(0, write(idSimpleBlock, []byte{0x82, 0, 0, 0, 0xf8}))), "voice_unreadable"},
		"laced":                {built(tracks, cluster(0, write(idSimpleBlock, []byte{0x81, 0, 0, 0x86, 0xf8}))), "voice_unreadable"},
		"empty block":          {built(tracks, cluster(0, write(idSimpleBlock, []byte{0x81, 0, 0, 0}))), "voice_unreadable"},
		"before its time":      {built(tracks, cluster(0, write(idSimpleBlock, []byte{0x81, 0xff, 0xff, 0, 0xf8}))), "voice_unreadable"},
		"backwards":            {built(tracks, cluster(9, sound), cluster(3, sound)), "voice_unreadable"},
		"far in the future":    {built(tracks, cluster(math.MaxUint64, sound)), "voice_unreadable"},
		"silent":               {built(tracks), "voice_empty"},
		"too long by clock":    {built(tracks, cluster(65_000, sound)), "voice_too_long"},
		"too long by sound":    {built(tracks, cluster(0, bytes.Repeat(sound, 3300))), "voice_too_long"},
		"Ogg with a flaw":      {flipped, "voice_unreadable"},
		"Ogg of two streams":   {append(bytes.Clone(ogg), ogg...), "voice_unreadable"},
		"Ogg of Vorbis":        {page(0, 2, []byte("\x01vorbis")), "voice_unreadable"},
		"Ogg without sound":    {page(0, 2, s.ownHead()), "voice_empty"},
		"Ogg that never ends":  {slices.Concat(page(0, 2, s.ownHead()), page(1, 0, []byte("OpusTags")), page(2, 0, make([]byte, 255))[:27+1+255]), "voice_unreadable"},
		"packets too large":    {slices.Concat(page(0, 2, s.ownHead()), page(1, 0, []byte("OpusTags")), page(2, 0, make([]byte, maxPacket+1))), "voice_unreadable"},
		"float WAV":            {wav(3, 1, 16_000, 32, 1000), "voice_unreadable"},
		"WAV of six channels":  {wav(1, 6, 16_000, 16, 1000), "voice_unreadable"},
		"WAV of no rate":       {wav(1, 1, 0, 16, 1000), "voice_unreadable"},
		"WAV without samples":  {wav(1, 1, 16_000, 16, 0), "voice_empty"},
		"WAV without format":   {[]byte("RIFF\x00\x00\x00\x00WAVEdata\x02\x00\x00\x00xx"), "voice_unreadable"},
		"WAV too long":         {wav(1, 1, 8_000, 16, 66*16_000), "voice_too_long"},
	} {
		if _, err := Check(bytes.NewReader(c.data)); code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := Check(io.MultiReader(bytes.NewReader(good[:9]), broken{})); code(err) != "voice_unreadable" {
		t.Errorf("broken line: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// FuzzVoice: any bytes make a short file that Check itself leaves as it is, or a refusal with a sentence.
func FuzzVoice(f *testing.F) {
	f.Add(fixture(f, "chromium.webm"))
	f.Add(asOgg(recorded(f)))
	f.Add(wav(1, 2, 8_000, 16, 64))
	f.Add(built(write(idTracks, track(2, "A_OPUS")), cluster(0, write(idSimpleBlock, []byte{0x81, 0, 0, 0x80, 0xf8, 1}))))
	f.Fuzz(func(t *testing.T, data []byte) {
		note, err := Check(bytes.NewReader(data))
		if err != nil {
			if code(err) == "" {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		again, err := Check(bytes.NewReader(note.Data))
		if err != nil || !bytes.Equal(again.Data, note.Data) || note.Seconds > MaxSeconds {
			t.Fatalf("%.3f s, our own file changes: %v", note.Seconds, err)
		}
	})
}
