// Package voter is the counter at which a voter hands a matter in, follows it, rates the answer and takes personal data
// back: the addresses under /api/v1/matters and its neighbours, and the same for a telephone without JavaScript.
package voter

import (
	"context"
	"io"
	"sync"
	"time"

	"lianzhan/kiosk/docket"
	"lianzhan/kiosk/hand"
	"lianzhan/kiosk/ime"
	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/slate"
	"lianzhan/web/pairing"
	"lianzhan/web/photo"
)

// Store is all the counter may do to the memory of the house.
type Store interface {
	View(fn func(r station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	AddFile(r io.Reader) (hash string, err error)
	DeleteFile(hash string) error
	Key() station.Key
}

// Cleaner makes a stranger's picture harmless.
type Cleaner interface {
	Clean(ctx context.Context, r io.Reader) (photo.Picture, error)
}

// Printer prints slips. It returns when the printer took the slip or refused it.
type Printer interface {
	Slip(ctx context.Context, slip Slip) error
}

// Site is what the counter must know of the station at one moment.
type Site struct {
	Home     station.Station
	Base     string // address in front of every page, without a slash at the end
	Host     string // as printed under codes
	Day      station.Date
	Villages []string
	Policy   station.Policy
	Rules    docket.Rules
	Unit     func(id string) string                                   // name; the id itself when it is not known
	Deputy   func(idOrCode string) (id, name, code string, err error) // who serves today
	Station  func(code string) (id string)
	Branch   func(deputy, site string) string // of the tree they belong to, "" where the box stands alone
	Area     func(branch string) string       // code in the numbers of a branch's matters
}

// Options introduce the counter to its neighbours. What is nil is not offered.
type Options struct {
	Store   Store
	Codes   func() station.Key // the key of the tree for query codes; nil while the box stands alone
	Now     func() station.Reading
	Site    func() (*Site, error)
	QR      func(address string) (svg []byte, err error)
	Photos  Cleaner
	Voice   func(r io.Reader) (recording []byte, err error)
	Phrases *ime.Engine
	Hand    *hand.Model
	Printer Printer
	Compact func()      // asked after something was erased
	Slate   slate.Slate // shared by the processes of this house; nil: there is one

	// Pass is where in the tree a message for a branch is written, "" for here; nil keeps all here. Held reports whether one
	// that was passed on still waits for its station.
	Pass func(branch string) string
	Held func(m matter.Matter) bool
}

// Counter is where voters are served.
type Counter struct {
	Options
	key        station.Key
	codes      matter.Codes
	docket     *docket.Docket
	forms      intake.Forms
	devices    *pairing.Pairing
	challenges *intake.Challenges
	holding    *intake.Holding
	drafts     *intake.Drafts
	turns      intake.Turns
	prints     intake.Once
	limits     *limits
	closing    chan struct{}
	release    func()
}

// New opens the counter.
func New(o Options) *Counter {
	clock, key := intake.Clock(o.Now), o.Store.Key()
	tally := func(sort string) intake.Tally { return intake.Tally{Slate: o.Slate, Sort: sort} }
	v := &Counter{Options: o, key: key, codes: matter.Codes{Own: key, Tree: o.Codes}, docket: docket.New(o.Store), forms: intake.Forms{Key: key, Clock: clock},
		devices: pairing.New(pairing.Terminal, key, o.Now, o.Slate), challenges: intake.NewChallenges(key, clock, tally("proof")),
		holding: &intake.Holding{Clock: clock, Tally: tally("upload")}, limits: newLimits(tally), closing: make(chan struct{}),
		turns: intake.Turns{Tally: tally("turn")}, prints: intake.Once{Tally: tally("print")}}
	v.drafts = intake.NewDrafts(clock, v.holding)
	v.release = sync.OnceFunc(func() { close(v.closing) })
	return v
}

// Release answers those who wait for a draft to change.
func (v *Counter) Release() { v.release() }

// Heard takes a store's announcement.
func (v *Counter) Heard(a station.Announcement) { v.docket.Heard(a) }

// Drafts are the matters still being told, for the desk.
func (v *Counter) Drafts() *intake.Drafts { return v.drafts }

// Pair opens the door for one more terminal.
func (v *Counter) Pair(ctx context.Context) (code string, ends time.Time, err error) {
	return v.devices.Open(ctx)
}

// now is the time in Beijing.
func (v *Counter) now() time.Time { return v.Now().Time.In(station.Zone) }

// open is the station of this moment and the docket up to the last commit.
func (v *Counter) open() (*Site, error) {
	site, err := v.Site()
	if err != nil {
		return nil, err
	}
	return site, v.docket.Renew(site.Rules)
}
