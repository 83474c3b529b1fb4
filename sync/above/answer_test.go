package above

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

func answerOf(t *testing.T, contentType string, body []byte) *http.Response {
	t.Helper()
	return &http.Response{Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(bytes.NewReader(body))}
}

// However many feeds an answer holds, they are read in their order; one that is cut off is not read, and says so.
func TestFeedsOfAnAnswer(t *testing.T) {
	var series bytes.Buffer
	w := bufio.NewWriter(&series)
	for next := range uint64(3) {
		if err := wire.WriteFrame(w, wire.Feed{Epoch: "e", Next: next + 1, Items: []station.Entry{}}); err != nil {
			t.Fatal(err)
		}
	}
	plain, err := wire.Plain(wire.Feed{Epoch: "e", Next: 9})
	if err != nil {
		t.Fatal(err)
	}
	whole := series.Bytes()
	for name, c := range map[string]struct {
		kind string
		body []byte
		want []uint64
		away bool
		code string
	}{
		"a series":     {wire.SeriesType, whole, []uint64{1, 2, 3}, false, ""},
		"cut off":      {wire.SeriesType, whole[:len(whole)-1], []uint64{1, 2}, true, ""},
		"in a length":  {wire.SeriesType, whole[:len(whole)/3+2], []uint64{1}, true, ""},
		"too large":    {wire.SeriesType, []byte{0xff, 0, 0, 0}, nil, false, "frame_too_large"},
		"not a frame":  {wire.SeriesType, []byte{0, 0, 0, 1, 'x'}, nil, false, "frame_invalid"},
		"an older one": {wire.PlainType, plain, []uint64{9}, false, ""},
	} {
		var got []uint64
		err := feedsOf(answerOf(t, c.kind, c.body), func(f wire.Feed) bool { got = append(got, f.Next); return true })
		if !slices.Equal(got, c.want) || errors.As(err, &away{}) != c.away || c.code != "" && station.Worded(err).Code != c.code {
			t.Errorf("%s: read %v, %v", name, got, err)
		}
	}
	var got int
	if err := feedsOf(answerOf(t, wire.SeriesType, whole), func(wire.Feed) bool { got++; return false }); got != 1 || err != nil {
		t.Errorf("went on after %d: %v", got, err)
	}
}
