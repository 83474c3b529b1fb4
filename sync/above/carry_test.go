package above

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// shelfAbove is a parent's shelf as a station sees it. Whatever stands in its way is done to the next part that comes.
type shelfAbove struct {
	lock   sync.Mutex
	size   int64
	kept   []byte
	trials []trial
	begun  []int64 // where parts began
}

// trial is what happens to one part. It returns the status, 0 to take it as usual; cut ends the line before an answer.
type trial func(s *shelfAbove, at int64, body []byte) (status int, cut bool)

func locked(*shelfAbove, int64, []byte) (int, bool) { return http.StatusLocked, false }

// overtaken is another sender of the same file, who was faster.
func overtaken(s *shelfAbove, at int64, body []byte) (int, bool) {
	if at == int64(len(s.kept)) {
		s.kept = append(s.kept, body[:len(body)/2]...)
	}
	return http.StatusConflict, false
}

// unanswered takes the part, and its answer is lost with the line.
func unanswered(s *shelfAbove, _ int64, body []byte) (int, bool) {
	s.kept = append(s.kept, body...)
	return 0, true
}

// lost takes the line away with the part.
func lost(*shelfAbove, int64, []byte) (int, bool) { return 0, true }

// swept is a part that was thrown away because it stopped arriving.
func swept(s *shelfAbove, _ int64, _ []byte) (int, bool) {
	s.kept = nil
	return http.StatusConflict, false
}

func (s *shelfAbove) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	at, _ := strconv.ParseInt(r.Header.Get(wire.OffsetHeader), 10, 64)
	if r.Method == http.MethodPatch {
		s.begun = append(s.begun, at)
		status := 0
		if len(s.trials) > 0 {
			next := s.trials[0]
			s.trials = s.trials[1:]
			said, cut := next(s, at, body)
			if cut {
				panic(http.ErrAbortHandler)
			}
			status = said
		}
		switch {
		case status == 0 && at == int64(len(s.kept)):
			s.kept = append(s.kept, body...)
		case status == 0:
			status = http.StatusConflict
		}
		if status != 0 {
			code := map[int]string{http.StatusLocked: wire.ErrLocked.Code, http.StatusConflict: wire.ErrOffset.Code}[status]
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, `{"code":"`+code+`","detail":"x"}`)
			return
		}
	}
	w.Header().Set(wire.OffsetHeader, strconv.Itoa(len(s.kept)))
	if int64(len(s.kept)) == s.size {
		w.Header().Set(wire.WholeHeader, "?1")
	}
	w.WriteHeader(http.StatusNoContent)
}

// oneFile is a store with one file on its shelf.
type oneFile struct {
	box.Store
	path string
}

func (f oneFile) File(string) (*os.File, error) { return os.Open(f.path) }

// A part that is refused - somebody else writes, it does not fit, what was there is gone - is no reason to begin anew or to
// wait for ever: the parent is asked how far it is, and the sender goes on there.
func TestARefusedPartGoesOnWhereTheParentIs(t *testing.T) {
	const size = 4*wire.PartBytes + 1000
	content := make([]byte, size)
	random := rand.NewChaCha8([32]byte{7})
	random.Read(content)
	sum := sha256.Sum256(content)
	path := filepath.Join(t.TempDir(), "film")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	pass := func(*shelfAbove, int64, []byte) (int, bool) { return 0, false }
	for name, c := range map[string]struct {
		trials []trial
		rounds int // of the lane until the file is there
		parts  int // sent at most; five is all of them once
	}{
		"nothing in the way":         {nil, 1, 5},
		"locked once":                {[]trial{pass, locked}, 1, 6},
		"locked for a while":         {[]trial{pass, locked, locked, locked}, 2, 8},
		"another sender is faster":   {[]trial{pass, overtaken, pass, overtaken}, 1, 7},
		"an answer is lost":          {[]trial{pass, unanswered}, 2, 5},
		"the line goes with a part":  {[]trial{pass, pass, lost, lost}, 3, 7},
		"what was there is gone":     {[]trial{pass, pass, swept}, 1, 8},
		"all of it, one after other": {[]trial{locked, pass, unanswered, overtaken, lost, swept}, 3, 12},
	} {
		t.Run(name, func(t *testing.T) {
			shelf := &shelfAbove{size: size, trials: c.trials}
			above := httptest.NewServer(shelf)
			defer above.Close()
			parent := newParent(above.URL, "")
			defer parent.close()
			client := &client{box: &box.Box{Options: box.Options{Store: oneFile{path: path}}}, parent: parent}
			e := box.Errand{Hash: hex.EncodeToString(sum[:]), Kind: station.KindActivity, ID: "film"}
			rounds, done := 0, false
			for ; !done && rounds < 10; rounds++ {
				var err error
				var gone away // only the line itself is a reason to end the round
				if done, err = client.bring(t.Context(), "", e); err != nil && !errors.As(err, &gone) {
					t.Errorf("the lane is told %v", err)
				}
			}
			shelf.lock.Lock()
			defer shelf.lock.Unlock()
			if !done || !bytes.Equal(shelf.kept, content) {
				t.Fatalf("after %d rounds %d of %d bytes are there", rounds, len(shelf.kept), size)
			}
			if rounds > c.rounds || len(shelf.begun) > c.parts {
				t.Errorf("%d rounds, parts at %v", rounds, shelf.begun)
			}
		})
	}
}
