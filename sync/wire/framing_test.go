package wire

import (
	"bufio"
	"bytes"
	"os"
	"testing"
)

// What is not one message has a file too: a slip that carries the golden push, and the golden feeds of one answer.
func TestGoldenBytes(t *testing.T) {
	read := func(name string) []byte {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	slip := Slip{Kind: PushSlip, Number: 1057, Frame: read("push.zst")}
	var series []byte
	for _, name := range []string{"feed.zst", "feed-compared.zst"} {
		series = append(series, behindLength(read(name))...)
	}
	for name, made := range map[string][]byte{"push.slip": slip.Bytes(), "feeds.series": series} {
		if *update {
			if err := os.WriteFile("testdata/"+name, made, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(read(name), made) {
			t.Errorf("%s is no longer what docs/wire.md tells", name)
		}
	}
	if got, ok := ReadSlip(read("push.slip")); !ok || got.Kind != slip.Kind || got.Number != slip.Number || !bytes.Equal(got.Frame, slip.Frame) {
		t.Errorf("read %v, %v", got, ok)
	}
	var written bytes.Buffer
	f, err := Unpack[Feed](read("feed.zst"))
	if err == nil {
		err = WriteFrame(bufio.NewWriter(&written), f)
	}
	packed, err2 := Pack(f)
	if err != nil || err2 != nil || !bytes.Equal(written.Bytes(), behindLength(packed)) {
		t.Errorf("a feed of a series is written as %d bytes: %v %v", written.Len(), err, err2)
	}
}

// behindLength is a frame as it stands in a series.
func behindLength(frame []byte) []byte {
	n := len(frame)
	return append([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, frame...)
}
