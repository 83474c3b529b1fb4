// Package box is this box as its neighbours in the tree know it: its keys, its link to the parent, its transactions, the roll of
// the tree's devices and the files that wait to cross. What faces up (above), down (below) and the stick stand on it.
package box

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
	Device  *Device
	Roll    *roll
	Process string // this process among those of the box
	commits group

	OnOrders func(keys []string)   // boxes below were told to do something, by the keys of core's notes
	OnRoot   func(chains []string) // more of these chains reached the root
	OnFile   func(place string)    // a file came that a record of the place names; the place is empty when it is not known

	lock sync.Mutex
	link Link
}

// New makes the device's keys when there are none, and reads to whom the box is linked.
func New(o Options) (*Box, error) {
	d, err := keysOf(o)
	if err != nil {
		return nil, err
	}
	if o.Drop == nil {
		o.Drop = func() {}
	}
	k, err := readLink(o.Store)
	return &Box{Options: o, Device: d, Roll: newRoll(o.Store), Process: rand.Text(), link: k,
		OnOrders: func([]string) {}, OnRoot: func([]string) {}, OnFile: func(string) {}}, err
}

func keysOf(o Options) (*Device, error) {
	if o.Root {
		return rootDevice(o.Store.Key())
	}
	return LoadDevice(o.Dir)
}

// Me is this box as the core sees it.
func (b *Box) Me() core.Me {
	return core.Me{Device: station.DeviceOf(b.Store.Origin()), Scope: b.Store.Scope(), Root: b.Root, Version: b.Version,
		Schema: b.Schema, Key: b.Store.Key(), Sign: b.Device.Sign, Open: b.Device.Open}
}

// Moment is the world as it stands.
func (b *Box) Moment() core.Moment {
	now := b.Store.Now()
	return core.Moment{Now: now.Time, Trust: now.Trust, Random: rand.Reader}
}
