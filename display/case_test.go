package display

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// dossier writes the events of one matter as a store would keep them.
type dossier struct {
	record station.Record
	now    time.Time
	ctr    uint64
}

var (
	officer = matter.Actor{Role: "liaison_officer", Account: "a1", Name: "值班员"}
	master  = matter.Actor{Role: "station_master", Account: "a2", Name: "站长"}
)

// opened is a matter that came in at a moment and was accepted.
func opened(id, clock string, r matter.Registration) *dossier {
	d := &dossier{record: station.Record{Kind: station.KindMatter, ID: id}, now: at(clock).Time}
	edits, err := matter.New(id, matter.Voter, d.now, r, matter.Told{Words: "我家门口，电话13800001234，我姓钱。"},
		&matter.Contact{Name: "钱来来", Phone: "13800001234"})
	if err != nil {
		panic(err)
	}
	d.write(edits...)
	return d.then(master, &matter.AcceptedBy{})
}

func (d *dossier) write(edits ...station.Edit) {
	for _, e := range edits {
		d.ctr++
		next, err := d.record.Apply(station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: d.ctr,
			HLC: station.HLCAt(d.now) + station.HLC(d.ctr), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op, Serial: d.ctr}})
		if err != nil {
			panic(err)
		}
		d.record = next
	}
}

func (d *dossier) then(by matter.Actor, data ...matter.Data) *dossier {
	for _, one := range data {
		edits, err := matter.Fold(d.record).Edits(matter.Move{By: by, Data: one})
		if err != nil {
			panic(err)
		}
		d.write(edits...)
	}
	return d
}

func (d *dossier) on(clock string) *dossier { d.now = at(clock).Time; return d }

func manhole() *dossier {
	return opened("m1", "2026-11-10 09:00", matter.Registration{Channel: matter.ByKiosk, Title: "振东路口井盖沉了", Category: "road", Place: "振东路"}).
		then(officer, &matter.Classification{Category: "road", Grade: matter.Urgent}).
		then(master, &matter.Assignment{LeadUnit: "roads"}).on("2026-11-12 15:00").
		then(officer, &matter.Reply{Class: "A", Form: "written", Decided: "已换新井盖。", By: matter.Signer{Name: "交管站"}},
			&matter.FedBack{How: "call"}).
		then(matter.Voter, &matter.Rated{Satisfaction: matter.Satisfied, Via: "kiosk"}).
		then(officer, &matter.ClosedBy{}, &matter.PublicDraft{Title: "振东路口换了新井盖", Text: "有村民反映井盖沉降。", Place: "振东路",
			Result: "交管站当天围挡，第二天换上新井盖，路面已经补平。"})
}

// townMatters are one solved matter, one late, one due and one kept secret.
func townMatters() []matter.Matter {
	late := opened("m2", "2026-10-12 09:00", matter.Registration{Channel: matter.ByPhone, Title: "自来水发黄", Category: "water"}).
		then(officer, &matter.Classification{Category: "water", Grade: matter.Ordinary}).then(master, &matter.Assignment{LeadUnit: "water"})
	fresh := opened("m3", "2026-11-16 09:00", matter.Registration{Channel: matter.ByKiosk, Title: "路灯不亮", Category: "road"})
	secret := opened("m4", "2026-11-16 09:00", matter.Registration{Channel: matter.ByKiosk, Title: "有人欺负人", Category: "safety", Confidential: true})
	solved := manhole().then(master, &matter.Released{})
	var all []matter.Matter
	for _, d := range []*dossier{late, fresh, secret, solved} {
		all = append(all, matter.Fold(d.record))
	}
	return all
}

func TestThePromiseClockCountsEveryAcceptedMatter(t *testing.T) {
	pages := pagesOf[*PromisePage](paint(fullHD, busyTown(30), noon))
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	page := pages[0]
	if page.Open != 3 || page.Late != 1 || page.Solved != 1 {
		t.Errorf("open %d, late %d, solved %d", page.Open, page.Late, page.Solved)
	}
	if len(page.Units) != 1 || page.Units[0] != (UnitPromise{Unit: "青溪镇水务站", Open: 1, Late: 1}) {
		t.Errorf("%+v", page.Units)
	}
	if len(page.Items) != 2 || page.Items[0].Days >= 0 || page.Items[0].Title != "水方面的事" || page.Items[1].Days != 19 {
		t.Errorf("%+v", page.Items)
	}
}

func TestAWallNeverShowsWhoAskedOrWhatTheySaid(t *testing.T) {
	board, err := json.Marshal(paint(fullHD, busyTown(30), noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"13800001234", "钱来来", "我家门口", "自来水发黄", "路灯不亮", "欺负"} {
		if strings.Contains(string(board), secret) {
			t.Errorf("the wall says %q", secret)
		}
	}
}

func TestWhatWasSolvedIsShownUntilItIsWithdrawn(t *testing.T) {
	hall := open(t, 12)
	d := manhole()
	show := func(wanted int) {
		t.Helper()
		hall.keep(d.record)
		picture, err := hall.room.gallery.picture(seat{id: "hall"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(picture.board), `"kind":"solved"`); got != wanted {
			t.Errorf("%d pages of solved matters, want %d", got, wanted)
		}
	}
	show(0) // written, not released
	d.then(master, &matter.Released{})
	show(1)
	d.then(officer, &matter.Withdrawn{Reason: "写错了路名"})
	show(0)
}
