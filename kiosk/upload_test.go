package kiosk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"lianzhan/station"
)

// A photo costs a proof of work, a draft or being a terminal; it waits a quarter of an hour and is claimed once.
func TestUploads(t *testing.T) {
	h := open(t, aTown(t))
	kiosk, phone := terminalOf(h), phoneOf(h, "10.16.0.1")
	try := func(v *visitor, proof, body string) (int, string) {
		if delete(v.headers, "Altcha"); proof != "" {
			v.headers["Altcha"] = proof
		}
		a := v.request("POST", "/api/v1/uploads", []byte(body), "application/octet-stream")
		delete(v.headers, "Altcha")
		return a.status, readFields(t, a).text("code") + readFields(t, a).text("id")
	}
	if status, code := try(phone, "", "photo"); status != 403 || code != "proof_missing" {
		t.Errorf("without proof: %d %s", status, code)
	}
	proof := phone.proof()
	status, id := try(phone, proof, "photo one")
	if status != 201 {
		t.Fatalf("with proof: %d %s", status, id)
	}
	for what, c := range map[string]struct {
		proof, body, code string
		status            int
	}{
		"replayed": {proof, "photo", "challenge_failed", 400}, "no picture": {phone.proof(), "MZ\x90", "photo_format_unknown", 400},
	} {
		if status, code := try(phone, c.proof, c.body); status != c.status || code != c.code {
			t.Errorf("%s: %d %s", what, status, code)
		}
	}
	if a := phone.request("POST", "/api/v1/uploads?draft=nothing", []byte("photo"), ""); a.status != 404 {
		t.Errorf("with a draft nobody has: %d", a.status)
	}
	s := phone.filled("路灯不亮")
	s["photos"] = []string{id, id}
	got := phone.must(201, "POST", "/api/v1/matters", s)
	if told := h.matter(got.text("id")).Told[0]; len(told.Photos) != 1 || !h.kept(told.Photos[0]) {
		t.Errorf("%+v", told)
	}
	s = phone.filled("再来一件")
	s["photos"] = []string{id}
	if f, a := phone.send("POST", "/api/v1/matters", s); a.status != 400 || f.text("code") != "upload_missing" {
		t.Errorf("claimed twice: %d", a.status)
	}
	later := kiosk.photo("photo later", "").text("id")
	h.now = h.now.Add(15 * time.Minute)
	late := lamp(clientID(3))
	late["photos"] = []string{later}
	if f, a := kiosk.send("POST", "/api/v1/matters", late); a.status != 400 || f.text("code") != "upload_missing" {
		t.Errorf("after its time: %d %v", a.status, f)
	}
	back := kiosk.photo("photo taken back", "")
	kiosk.must(204, "DELETE", "/api/v1/uploads/"+back.text("id"), nil)
	kiosk.page(404, back.text("thumb"))
}

func TestHowManyPhotosAMatterTakes(t *testing.T) {
	h := open(t, aTown(t))
	kiosk, phone := terminalOf(h), phoneOf(h, "10.16.0.2")
	var ids []string
	for n := range 10 {
		ids = append(ids, kiosk.photo(fmt.Sprint("photo ", n), "").text("id"))
	}
	for _, c := range []struct {
		v      *visitor
		photos int
		status int
	}{{phone, 5, 400}, {phone, 4, 201}, {kiosk, 10, 400}} {
		s := lamp(clientID(1))
		if c.v == phone {
			s = phone.filled(fmt.Sprint("照片", c.photos))
		}
		s["photos"] = ids[:c.photos]
		if f, a := c.v.send("POST", "/api/v1/matters", s); a.status != c.status {
			t.Errorf("%d photos: %d %v", c.photos, a.status, f)
		}
	}
	form := phone.page(200, "/S/00000035/new")
	h.now = h.now.Add(5 * time.Second)
	values := [][2]string{{"started", hiddenField(t, form, "started")}, {"category", "road"}, {"words", "五张"}, {"consent", station.ConsentVersion}}
	five := [][]byte{[]byte("photo 1"), []byte("photo 2"), []byte("photo 3"), []byte("photo 4"), []byte("photo 5")}
	a := phone.post("/S/00000035/new", filledForm{values: values, photos: five})
	if a.status != 400 || bytes.Count([]byte(a.body), []byte(`name="kept"`)) != 4 {
		t.Errorf("five in the form: %d", a.status)
	}
}

// A voice note comes from the terminal's microphone alone.
func TestVoiceNotes(t *testing.T) {
	h := openWith(t, aTown(t), func(o *Options) {
		o.Voice = func(r io.Reader) ([]byte, error) {
			body, err := io.ReadAll(r)
			if !bytes.HasPrefix(body, []byte("sound")) {
				return nil, errors.Join(station.Invalid("voice_unreadable", "没有录上，请再录一次。"), err)
			}
			return append([]byte("clean "), body...), err
		}
	})
	kiosk := terminalOf(h)
	a := kiosk.request("POST", "/api/v1/uploads", []byte("sound of a voice"), "audio/webm;codecs=opus")
	note := readFields(t, a)
	if a.status != 201 || note.text("thumb") != "" {
		t.Fatalf("%d %s", a.status, a.body)
	}
	s := lamp(clientID(1))
	s["words"], s["voice"] = "", note.text("id")
	got := kiosk.must(201, "POST", "/api/v1/matters", s)
	if told := h.matter(got.text("id")).Told[0]; told.Voice == "" || !h.kept(told.Voice) {
		t.Errorf("%+v", told)
	}
	if a := kiosk.request("POST", "/api/v1/uploads", []byte("noise"), "audio/webm"); a.status != 400 {
		t.Errorf("noise: %d", a.status)
	}
	phone := phoneOf(h, "10.16.0.3")
	phone.headers["Altcha"] = phone.proof()
	if a := phone.request("POST", "/api/v1/uploads", []byte("sound"), "audio/webm"); a.status != 400 {
		t.Errorf("from a phone: %d", a.status)
	}
}

// paper remembers what it was given to print.
type paper struct {
	slips []Slip
	fault error
}

func (p *paper) Slip(_ context.Context, slip Slip) error {
	p.slips = append(p.slips, slip)
	return p.fault
}

func TestSlipsArePrinted(t *testing.T) {
	printer, town := &paper{}, aTown(t)
	town.put(t, &station.Policy{Printer: "/dev/usb/lp0"})
	h := openWith(t, town, func(o *Options) { o.Printer = printer })
	kiosk := terminalOf(h)
	got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	if kiosk.look(200, "/api/v1/matter-options")["printer"] != true {
		t.Error("the printer is not offered")
	}
	kiosk.must(204, "POST", "/api/v1/receipts/print", fields{"code": got.text("code")})
	want := Slip{Number: "990101001-2026-000001", Code: got.sub("receipt").text("code"), Title: "道路：莲池村 村口桥头", ReceivedAt: "2026-11-21T09:00:00+08:00",
		Station: "白石镇中心联络站", Phone: "0999-87000001", Page: got.text("page")}
	if len(printer.slips) != 1 || printer.slips[0] != want {
		t.Errorf("%+v", printer.slips)
	}
	kiosk.must(404, "POST", "/api/v1/receipts/print", fields{"code": "000000000000"})
	printer.fault = station.Busy("printer_paper", "打印机没纸了，请叫工作人员。")
	kiosk.must(503, "POST", "/api/v1/receipts/print", fields{"code": got.text("code")})
	kiosk.must(429, "POST", "/api/v1/receipts/print", fields{"code": got.text("code")})
	bare := open(t, aTown(t))
	terminalOf(bare).must(404, "POST", "/api/v1/receipts/print", fields{"code": got.text("code")})
}
