// Command gather writes the dictionary that package wire packs frames with: what every frame says anyway.
//
// It makes frames as stations write them - matters on their way, deputies, duty records, projects, notices, all invented -
// and takes some of each, with the tables of their symbols. A dictionary is for ever: a new one gets a new number.
//
//	go run ./sync/wire/gather > sync/wire/dictionary-1.zdict
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"

	"github.com/klauspost/compress/zstd"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

const (
	samples = 300
	history = 200 // frames the dictionary is made of: some of everything
	dictID  = 1
)

func main() {
	if err := gather(rand.New(rand.NewPCG(1, 2))); err != nil {
		panic(err) // only we run this, and by hand
	}
}

func gather(random *rand.Rand) error {
	var said []byte
	for _, line := range lines(newWriter(random), history) {
		said = append(said, line...)
	}
	built, err := zstd.BuildDict(zstd.BuildDictOptions{ID: dictID, Contents: lines(newWriter(random), samples), History: said,
		Offsets: [3]int{1, 4, 8}, Level: zstd.SpeedFastest, CompatV155: true})
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(built)
	return err
}

// lines are frames with one change or none. What begins a frame comes last: the end of a dictionary is the nearest.
func lines(w *writer, n int) (frames [][]byte) {
	seen := map[string]bool{}
	for range n {
		items := w.run(1)
		sort := string(items[0].Kind) + string(items[0].Class) + eventType(items[0])
		if n == history && seen[sort] {
			continue
		}
		seen[sort] = true
		frame, err := wire.Plain(wire.Push{Epoch: w.hex(8), Items: items})
		if err != nil {
			panic(err)
		}
		frames = append(append(frames, frame), w.others()...)
	}
	return frames
}

func eventType(e station.Entry) string {
	var body struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(e.Body, &body) // a record has none
	return body.Type
}

// writer is one box's chain.
type writer struct {
	random *rand.Rand
	origin string
	scope  string
	hlc    station.HLC
	last   station.Entry
}

func newWriter(random *rand.Rand) *writer {
	w := &writer{random: random, hlc: station.HLC(1_780_000_000_000+random.Int64N(1e11)) << 16}
	w.origin = w.hex(8) + "/" + w.hex(8)
	w.scope = fmt.Sprintf("/county/town%d/village%d", random.IntN(20), random.IntN(30))
	return w
}

func (w *writer) hex(bytes int) string {
	b := make([]byte, bytes)
	for i := range b {
		b[i] = byte(w.random.Uint32())
	}
	return hex.EncodeToString(b)
}

// run is some changes in a row, signed at the end.
func (w *writer) run(n int) wire.Items {
	var items wire.Items
	for range n {
		items = append(items, w.next())
	}
	proof := make([]byte, 64)
	for i := range proof {
		proof[i] = byte(w.random.Uint32())
	}
	items[n-1].Proof = proof
	return items
}

func (w *writer) next() station.Entry {
	e := w.something()
	w.hlc += station.HLC(w.random.Int64N(3_600_000)) << 16
	e.Origin, e.Ctr, e.HLC, e.Trust = w.origin, w.last.Ctr+1, w.hlc, station.TrustNTP
	if e.Ctr > 1 {
		e.Prev = w.last.Header.Hash()
	}
	e.Scope, e.Place, e.Schema, e.BodyHash = w.scope, w.scope, 1, station.HashOf(e.Body)
	e.Actor = pick(w.random, "kiosk", "cli:root", "account:"+w.hex(4), "account:"+w.hex(4), "desk")
	if e.Class == station.Personal {
		e.Body = nil
	}
	if w.random.IntN(3) == 0 {
		e.Base = station.Revision(fmt.Sprintf("%d@%s", e.Ctr, e.Origin))
	}
	w.last = e
	return e
}

func pick[T any](random *rand.Rand, of ...T) T { return of[random.IntN(len(of))] }
