package main

import (
	"io"
	"log/slog"

	"lianzhan/kiosk"
	"lianzhan/kiosk/hand"
	"lianzhan/station"
	"lianzhan/web/voice"
)

// kioskOptions introduce the kiosk to what voters hand in: photos, recordings, handwriting, and the store that forgets.
func (b *box) kioskOptions(stationID string) kiosk.Options {
	return kiosk.Options{Store: b.db, Codes: b.sync.Codes, Now: b.db.Now, Station: stationID, Base: b.base.String, Compact: b.compactor.Ask,
		Photos: b.photos, Small: b.sync.Thumb, Hand: handwriting(), Printer: newPrinter(b.db),
		Voice: func(r io.Reader) ([]byte, error) {
			note, err := voice.Check(r)
			return note.Data, err
		}}
}

// handwriting is the model of the box, or nil: where it is not installed the pad is not offered.
func handwriting() *hand.Model {
	model, err := hand.Open(hand.Debian)
	if err != nil {
		if station.Worded(err).Code != "hand_missing" {
			slog.Error("handwriting is not offered", "error", err)
		}
		return nil
	}
	return model
}
