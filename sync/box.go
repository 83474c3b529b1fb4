package sync

import (
	"crypto/rand"
	"sync"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/sync/core"
)

// Options introduce sync to its neighbours.
type Options struct {
	Store   Store
	Dir     string         // data directory, where the device's keys lie
	Version string         // of the program
	Root    bool           // nobody is above this box
	Schema  map[string]int // version of each kind's fields
	Drop    func()         // asked after plain copies of personal data were taken out; the store then clears its free pages
	Slate   slate.Slate    // shared with the other processes of this box; nil: there are none
}

// Box is this box as its neighbours know it. What begins with On is set before anything runs.
type Box struct {
	Options
	device  *device
	roll    *roll
	process string // this process among those of the box
	commits group

	OnOrders func(keys []string)   // boxes below were told to do something, by the keys of core's notes
	OnRoot   func(chains []string) // more of these chains reached the root
	OnFile   func(place string)    // a file came that a record of the place names; the place is empty when it is not known

	lock sync.Mutex
	link link
}

// NewBox makes the device's keys when there are none, and reads to whom the box is linked.
func NewBox(o Options) (*Box, error) {
	d, err := keysOf(o)
	if err != nil {
		return nil, err
	}
	if o.Drop == nil {
		o.Drop = func() {}
	}
	k, err := readLink(o.Store)
	return &Box{Options: o, device: d, roll: newRoll(o.Store), process: rand.Text(), link: k,
		OnOrders: func([]string) {}, OnRoot: func([]string) {}, OnFile: func(string) {}}, err
}

func keysOf(o Options) (*device, error) {
	if o.Root {
		return rootDevice(o.Store.Key())
	}
	return loadDevice(o.Dir)
}

// me is this box as the core sees it.
func (b *Box) me() core.Me {
	return core.Me{Device: station.DeviceOf(b.Store.Origin()), Scope: b.Store.Scope(), Root: b.Root, Version: b.Version,
		Schema: b.Schema, Key: b.Store.Key(), Sign: b.device.Sign, Open: b.device.Open}
}

// moment is the world as it stands.
func (b *Box) moment() core.Moment {
	now := b.Store.Now()
	return core.Moment{Now: now.Time, Trust: now.Trust, Random: rand.Reader}
}
