// Package kiosk is the room that answers the public: the open API, the touch terminal's page and the pages a phone
// opens from a QR code. It only reads. Whatever it knows comes from the store's records, whatever it says is public.
package kiosk

import (
	"os"

	"lianzhan/station"
)

// Store is all this room may do to the memory of the house.
type Store interface {
	View(fn func(r station.Reader) error) error
	Watch(fn func(station.Announcement)) (stop func())
	File(hash string) (*os.File, error)
}

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Now     func() station.Reading // the box's clock, corrected
	Station string                 // id of the station this box stands in; empty lets the records decide
	Base    func() string          // address phones reach this box at, "http://192.168.1.10:8080"
}

// Room answers the public.
type Room struct {
	store     Store
	now       func() station.Reading
	catalogue *catalogue
	stop      func()
}

// New opens the room; it listens for changes until Close. The records are read when the first visitor asks.
func New(o Options) *Room {
	r := &Room{store: o.Store, now: o.Now, catalogue: newCatalogue(o)}
	r.stop = o.Store.Watch(r.catalogue.heard)
	return r
}

// Close stops listening for changes.
func (r *Room) Close() { r.stop() }
