package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/store"
)

// The town of the matters.
const benchUnit = "unit-roads"

// town writes a station with a unit, a wall and so many matters into a new folder: a fifth of them only came in, the
// others are with the unit, and every third of those is answered.
func (b *bench) town(ctx context.Context, matters int) (dir string, err error) {
	if dir, err = b.folder("town"); err != nil {
		return "", err
	}
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	edits := []station.Edit{
		edit(station.KindStation, "home", station.Station{ID: "home", Name: "石湾镇中心联络站", AreaCode: "000000109", Villages: []string{"莲池村"}}),
		edit(station.KindUnit, benchUnit, station.Unit{ID: benchUnit, Name: "镇城建办"}),
		edit(station.KindScreen, "hall", station.Screen{ID: "hall", Name: "大厅", Kind: station.WallScreen, Width: 1920, Height: 1080,
			Pages: []station.PageKind{station.PagePromise, station.PageSolved}}),
	}
	if _, err := db.Write(ctx, "bench", edits...); err != nil {
		return "", err
	}
	for first := 0; first < matters; first += 500 {
		edits = edits[:0]
		for n := first; n < min(first+500, matters); n++ {
			more, err := townMatter(db.Key(), n)
			if err != nil {
				return "", err
			}
			edits = append(edits, more...)
		}
		if _, err := db.Write(ctx, "bench", edits...); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// townMatter is the n-th matter with what happened to it since.
func townMatter(key station.Key, n int) ([]station.Edit, error) {
	id := matter.IDFrom(fmt.Sprint("bench-", n))
	r := matter.Registration{Channel: matter.ByKiosk, Title: fmt.Sprintf("第%d件：井盖不见了", n), Category: categoryOf(n), Village: "莲池村",
		CodeHash: matter.CodeHash(key, matter.QueryCode(key, id)), Consent: station.ConsentVersion}
	edits, err := matter.New(id, matter.Voter, time.Now(), r, matter.Told{Words: words}, &matter.Contact{Name: "禾先生", Phone: "13711110000"})
	if err != nil || n%5 == 0 {
		return edits, err
	}
	by := matter.Actor{Role: string(station.RoleMaster), Account: "bench", Name: "高禾苗"}
	moves := []matter.Move{{By: by, Data: &matter.AcceptedBy{}}, {By: by, Data: &matter.Classification{Category: categoryOf(n), Grade: matter.Ordinary}},
		{By: by, Data: &matter.Assignment{LeadUnit: benchUnit, Opinion: "请到现场处理"}}}
	if n%3 == 0 {
		moves = append(moves, matter.Move{By: by, Data: &matter.Reply{Class: "A", Form: "written", Decided: "换好了井盖。", By: matter.Signer{Name: "罗坪舟"}}})
	}
	m := matter.Matter{ID: id, State: matter.Registered}
	further, err := m.Edits(moves...)
	for i := range further {
		further[i].Base = ""
	}
	return append(edits, further...), err
}
