// Package kiosk is the room that answers the public: the open API, the touch terminal's page and the pages a phone
// opens from a QR code. It reads records, and writes down what voters bring to the counter. Whatever it says is public,
// or one voter's own.
package kiosk

import (
	"context"
	"io"
	"os"
	"time"

	"lianzhan/kiosk/hand"
	"lianzhan/kiosk/ime"
	"lianzhan/kiosk/intake"
	"lianzhan/kiosk/voter"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/slate"
)

// Store is all this room may do to the memory of the house.
type Store interface {
	voter.Store
	Watch(fn func(station.Announcement)) (stop func())
	File(hash string) (*os.File, error)
}

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Codes   func() station.Key     // the key of the tree for query codes; nil while the box stands alone
	Now     func() station.Reading // the box's clock, corrected
	Station string                 // id of the station this box stands in; empty lets the records decide
	Home    func() station.Station // where no station stands, who answers; nil lets the records decide
	Base    func() string          // address phones reach this box at, "http://192.168.1.10:8080"

	Photos  voter.Cleaner                                 // nil: no pictures are taken
	Small   func(hash string) (jpeg []byte, held bool)    // stands in for a picture on its way here; nil: none comes from elsewhere
	Voice   func(io.Reader) (recording []byte, err error) // nil: no recordings
	Hand    *hand.Model                                   // nil: no handwriting
	Printer Printer                                       // nil: no slips
	Phones  bool                                          // only what telephones ask for: no terminal stands here
	Pass    func(branch string) string                    // where a message for a branch of the tree is written; nil: here
	Slate   slate.Slate                                   // shared by the processes of this house; nil: there is one
	Held    func(m matter.Matter) bool                    // whether one passed on still waits for its station
	Compact func()                                        // asked after something was erased
}

// Printer prints slips.
type Printer = voter.Printer

// Slip is what a receipt says.
type Slip = voter.Slip

// Room answers the public.
type Room struct {
	store     Store
	phones    bool
	now       func() station.Reading
	catalogue *catalogue
	voters    *voter.Counter
	small     func(hash string) (jpeg []byte, held bool)
	stop      func()
}

// New opens the room; it listens for changes until Close. The records are read when the first visitor asks.
func New(o Options) *Room {
	r := &Room{store: o.Store, phones: o.Phones, now: o.Now, catalogue: newCatalogue(o), small: o.Small}
	r.voters = voter.New(voter.Options{Store: o.Store, Codes: o.Codes, Now: o.Now, Site: r.site, QR: qrSVG, Photos: o.Photos, Voice: o.Voice,
		Phrases: ime.New(r.localNames), Hand: o.Hand, Printer: o.Printer, Compact: o.Compact,
		Pass: o.Pass, Held: o.Held, Slate: o.Slate})
	r.stop = o.Store.Watch(func(a station.Announcement) {
		r.catalogue.heard(a)
		r.voters.Heard(a)
	})
	return r
}

// Release answers those who wait for something to change, so that the server can shut down.
func (r *Room) Release() { r.voters.Release() }

// Close stops listening for changes.
func (r *Room) Close() {
	r.stop()
	r.Release()
}

// Drafts are the matters still being told at a terminal, for the desk.
func (r *Room) Drafts() *intake.Drafts { return r.voters.Drafts() }

// Pair opens the door for one more terminal of the station, for ten minutes.
func (r *Room) Pair(ctx context.Context) (code string, ends time.Time, err error) {
	return r.voters.Pair(ctx)
}
