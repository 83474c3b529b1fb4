package kiosk

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

func (h *house) matters() (ids []string) {
	for ref := range h.records {
		if ref.Kind == station.KindMatter {
			ids = append(ids, ref.ID)
		}
	}
	return ids
}

// A finger that taps twice, a phone that sends again because the line was slow: one matter, one number, one code.
func TestTheSameClientAtTheSameTimeIsOneMatter(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	codes := make([]string, 16)
	var taps sync.WaitGroup
	for i := range codes {
		taps.Go(func() {
			f, a := kiosk.send("POST", "/api/v1/matters", lamp(clientID(7)))
			if a.status != 201 && a.status != 200 {
				t.Errorf("tap %d: %d %s", i, a.status, a.body)
			}
			codes[i] = f.text("code")
		})
	}
	taps.Wait()
	for _, code := range codes {
		if code != codes[0] || code == "" {
			t.Fatalf("codes %v", codes)
		}
	}
	if ids := h.matters(); len(ids) != 1 || len(h.matter(ids[0]).Told) != 1 || h.books["matter/2026"] != 1 {
		t.Errorf("%d matters, %d numbers", len(ids), h.books["matter/2026"])
	}
}

// The same words from somebody else within a day: told kindly, without a code that is not theirs.
func TestTheSameTextFromAnotherPhone(t *testing.T) {
	h := open(t, aTown(t))
	first := phoneOf(h, "10.2.0.1")
	code := first.must(201, "POST", "/api/v1/matters", first.filled("路灯不亮，请修一修")).text("code")
	other := phoneOf(h, "10.2.0.2")
	twin, a := other.send("POST", "/api/v1/matters", other.filled("路灯不亮！请修一修。"))
	if a.status != 409 || twin.text("code") != "matter_duplicate" || strings.Contains(a.body, code) || strings.Contains(a.body, "id\"") {
		t.Errorf("%d %s", a.status, a.body)
	}
	h.now = h.now.Add(25 * time.Hour)
	other.must(201, "POST", "/api/v1/matters", other.filled("路灯不亮，请修一修"))

	// Two voters at the terminal may well pick the same phrase.
	kiosk := terminalOf(h)
	kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(2)))
}

// What the memory of prints forgot at a restart, the docket still knows.
func TestTheSameTextAfterARestart(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	first := phoneOf(h, "10.2.0.1")
	first.must(201, "POST", "/api/v1/matters", first.filled("垃圾没人清"))
	h = open(t, w)
	other := phoneOf(h, "10.2.0.2")
	if f, a := other.send("POST", "/api/v1/matters", other.filled("垃圾没人清")); a.status != 409 {
		t.Errorf("%d %v", a.status, f)
	}
}

// A write that fails leaves nothing behind, and the voter may try again.
func TestADiskThatRefusesIsSaidAndTriedAgain(t *testing.T) {
	h := open(t, aTown(t))
	phone := phoneOf(h, "10.2.0.3")
	filled := phone.filled("桥栏杆断了")
	h.refusing = station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。")
	if f, a := phone.send("POST", "/api/v1/matters", filled); a.status != 503 || f.text("code") != "disk_write_failed" {
		t.Errorf("%d %v", a.status, f)
	}
	h.refusing, filled["altcha"] = nil, phone.proof()
	phone.must(201, "POST", "/api/v1/matters", filled)
}

// Numbers nobody should give never reach the disk; letters that lead astray are dropped; markup is text.
func TestHostileAndCarelessFields(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	got := kiosk.must(201, "POST", "/api/v1/matters", fields{"client": clientID(1), "category": "welfare", "consent": station.ConsentVersion,
		"words": "我的身份证11010119900307123X，卡号6222 0200 0000 0000 000\x00", "place": "\u202e<script>alert(1)</script>", "village": "莲池村 6222020000000000000",
		"contact": fields{"name": "王小兰110101199003071230", "phone": "１３８ 1234 1234"}})
	m := h.matter(got.text("id"))
	stored := fmt.Sprintf("%+v", m)
	for _, secret := range []string{"199003071", "0200000000", "0200 0000", "\x00", "\u202e"} {
		if strings.Contains(stored, secret) {
			t.Errorf("%q reached the disk: %s", secret, stored)
		}
	}
	if fmt.Sprint(got["masked"]) != "[身份证号 银行卡号]" || m.Contact.Phone != "13812341234" || !strings.Contains(m.Place, "<script>") {
		t.Errorf("%v, %+v", got, m)
	}
	page := phoneOf(h, "10.2.0.9").page(200, "/T/"+got.text("code"))
	if strings.Contains(page, "<script>alert") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the page lets markup through")
	}
}

func TestBadSubmissionsAreRefusedWithASentence(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	long := strings.Repeat("长", 100<<10/3)
	for n, c := range []struct {
		name  string
		value any
		code  string
	}{
		{"words", strings.Repeat("字", matter.LongestWords+1), "text_long"}, {"words", "   ", "words_missing"}, {"words", long[:60<<10], "text_long"},
		{"place", strings.Repeat("路", 41), "text_long"}, {"village", strings.Repeat("村", 41), "text_long"}, {"title", strings.Repeat("题", 41), "text_long"},
		{"category", "roads", "category_unknown"}, {"category", "", "category_unknown"}, {"consent", "", "consent_missing"}, {"consent", "2020-01", "consent_missing"},
		{"client", "1", "client_invalid"}, {"client", strings.Repeat("g", 32), "client_invalid"}, {"people", -1, "people_invalid"}, {"people", 1 << 40, "people_invalid"},
		{"deputies", []string{"nobody"}, "deputy_not_found"}, {"deputies", []string{"d06"}, "mandate_ended"}, {"deputies", make([]string, 6), "deputies_many"},
		{"contact", fields{"phone": "十二三"}, "phone_invalid"}, {"contact", fields{"phone": "12"}, "phone_invalid"}, {"contact", fields{"name": long[:93]}, "text_long"},
		{"photos", []string{"nothing"}, "upload_missing"}, {"voice", "nothing", "upload_missing"}, {"draft", "nothing", "draft_not_found"},
		{"words", 7, "body_invalid"}, {"contact", "me", "body_invalid"},
	} {
		s := lamp(clientID(byte(n)))
		s[c.name] = c.value
		f, a := kiosk.send("POST", "/api/v1/matters", s)
		if a.status < 400 || a.status > 404 || f.text("code") != c.code || f.text("detail") == "" {
			t.Errorf("%s %.40v: %d %s, want %s", c.name, c.value, a.status, a.body, c.code)
		}
	}
	for media, body := range map[string]string{"application/json": `{"client":`, "text/plain": `{}`, "": `{}`} {
		if a := kiosk.request("POST", "/api/v1/matters", []byte(body), media); a.status != 400 && a.status != 415 {
			t.Errorf("%s: %d", media, a.status)
		}
	}
	if a := kiosk.request("POST", "/api/v1/matters", []byte(`{"words":"`+long+long+`"}`), "application/json"); a.status != 413 {
		t.Errorf("200 kB: %d", a.status)
	}
	if ids := h.matters(); len(ids) != 0 {
		t.Errorf("%d matters were made", len(ids))
	}
}

// Whatever is typed into whichever field of the form, the form comes back with it as text and nothing falls over.
func TestHostileFormFields(t *testing.T) {
	h := open(t, aTown(t))
	for n, text := range []string{`"><script>alert(1)</script>`, "😀👩‍👩‍👧", "\u202eمرحبا", "a\x00b", strings.Repeat("长", 34<<10), "\xff\xfe"} {
		for m, name := range []string{"category", "words", "village", "place", "name", "phone", "consent", "started", "website"} {
			phone := phoneOf(h, fmt.Sprintf("10.3.%d.%d", n, m))
			values := [][2]string{{"category", "road"}, {"words", "路灯不亮" + fmt.Sprint(n, m)}, {"consent", station.ConsentVersion},
				{"started", hiddenField(t, phone.page(200, "/S/00000035/new"), "started")}}
			h.now = h.now.Add(5 * time.Second)
			values = append([][2]string{{name, text}}, values...)
			a := phone.post("/S/00000035/new", filledForm{values: values})
			if a.status != 303 && a.status != 400 {
				t.Errorf("%s %.20q: %d", name, text, a.status)
			}
			if strings.Contains(a.body, "<script>alert") {
				t.Errorf("%s lets markup through", name)
			}
		}
	}
}
