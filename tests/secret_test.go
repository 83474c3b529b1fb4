//go:build stories

package tests

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// What a voter said and is called, in words that stand nowhere else.
const (
	secretName   = "阙鹂鸣"
	secretPhone  = "13799990007"
	secretID     = "11010519491231002X" // the example of GB 11643
	secretWords  = "青铜鹦鹉在井边"
	secretMore   = "白玉螳螂在桥头"
	secretRating = "赤金蟋蟀在屋后"
	secretEXIF   = "EXIF-OF-A-VOTER"
)

// voterPicture is a photo as a telephone takes it, with words of the camera in it.
func voterPicture(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for x := range 320 {
		for y := range 240 {
			picture.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	comment := append([]byte{0xff, 0xfe, 0, byte(2 + len(secretEXIF))}, secretEXIF...) // JPEG segment COM
	return append(append(bytes.Clone(out.Bytes()[:2]), comment...), out.Bytes()[2:]...)
}

// upload hands a picture in and returns its id.
func (c *caller) upload(picture []byte) string {
	c.t.Helper()
	a := c.want(http.StatusCreated, "POST", "/api/v1/uploads", picture, "Content-Type: image/jpeg")
	return told[struct{ ID string }](c, a).ID
}

var fileHash = regexp.MustCompile(`/api/v1/files/([0-9a-f]{64})`)

// A matter goes the whole public way, and nothing of the voter is in anything the public, the technician or an export can
// read; once the voter deletes it, it is on no page of the disk either.
func TestNothingOfTheVoterLeaves(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RoleAuditor)
	kiosk, phone := s.kiosk("127.0.0.2"), s.caller("127.0.0.3")
	r := kiosk.tell(secretWords+"，身份证"+secretID, fields{"village": "莲池村", "place": "桥头", "photos": []string{kiosk.upload(voterPicture(t))},
		"contact": fields{"name": secretName, "phone": secretPhone}, "deputies": []string{deputyOne}})
	if len(r.Masked) != 1 {
		t.Errorf("masked %v", r.Masked)
	}
	own := phone.want(http.StatusOK, "GET", "/api/v1/matters/"+r.Code+"?words=1", nil)
	lent := told[followed](phone, own).Words.Photos[0]
	picture := phone.want(http.StatusOK, "GET", lent, nil).body
	hash := fileHash.FindStringSubmatch(lent)[1]

	o.handOn(r.ID, roadUnit)
	phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/more", fields{"words": secretMore})
	o.unit().does(r.ID, "replied", reply("A", "修好了"))
	phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "satisfied", "words": secretRating})
	o.officer().does(r.ID, "public_drafted", fields{"title": "桥头修好了", "text": "桥头路面修好了。"})
	o.master.does(r.ID, "public_released", nil)
	contact := told[struct{ Name, Phone string }](o.officer().caller,
		o.officer().want(http.StatusOK, "POST", "/api/v1/desk/matters/"+r.ID+"/reveal", fields{"reason": "回访"}))
	if contact.Name != secretName || contact.Phone != secretPhone {
		t.Errorf("revealed %+v", contact)
	}
	walls := s.watch("hall")
	walls.until("the released matter", func(b board) bool { return strings.Contains(b.raw, "桥头修好了") })

	secrets := []string{secretName, secretPhone, secretID, secretWords, secretMore, secretRating, secretEXIF, hash, r.Code, "9491231002"}
	everything := s.everythingPublic(r)
	everything["the wall's socket"] = []byte(walls.all())
	everything["the desk's export"] = o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters.csv", nil).body
	everything["the audit"] = o.people[station.RoleAuditor].want(http.StatusOK, "GET", "/api/v1/desk/audit.csv", nil).body
	everything["the roster's export"] = []byte(s.run("export"))
	for where, text := range everything {
		for _, secret := range secrets {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s tells %q", where, secret)
			}
		}
	}
	for _, path := range []string{"/api/v1/files/" + hash, lent[:len(lent)-1] + "0", strings.Replace(lent, "until=", "until=z", 1)} {
		if a := phone.send("GET", path, nil); a.status != http.StatusNotFound && path != lent {
			t.Errorf("%s: %d for a voter's photo", path, a.status)
		}
	}
	s.grepNothing(secretID, secretEXIF)
	if len(s.grep(secretWords)) == 0 || len(s.grep(string(picture))) == 0 {
		t.Fatal("the search finds nothing that is there")
	}

	phone.want(http.StatusOK, "DELETE", "/api/v1/matters/"+r.Code+"/personal", fields{"what": "all"})
	for deadline := time.Now().Add(20 * time.Second); len(s.grep(secretWords)) > 0 && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond) // the database is written anew beside the work
	}
	phone.refused(http.StatusNotFound, "", "GET", lent, nil)
	if f := phone.follow(r.Code); f.Contact != nil || f.State != "rated" {
		t.Errorf("after the deletion the voter sees %+v in state %s", f.Contact, f.State)
	}
	s.run("verify")
	s.down()
	s.grepNothing(secretName, secretPhone, secretWords, secretMore, secretRating, string(picture))
	if s.log.Len() == 0 {
		t.Error("the log was not read")
	}
}

// everythingPublic reads every address of the open API that can be read, and the pages beside it.
func (s *live) everythingPublic(r receipt) map[string][]byte {
	s.t.Helper()
	reader := s.caller("127.0.0.8")
	var api struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(s.get("/api/v1/openapi.json"), &api); err != nil {
		s.t.Fatal(err)
	}
	all := map[string][]byte{}
	read := func(path string) { all[path] = reader.send("GET", path, nil).body }
	for path, methods := range api.Paths {
		if _, readable := methods["get"]; !readable {
			continue
		}
		for _, id := range []string{deputyOne, r.ID, stationHome, "hall", strings.Repeat("a", 64)} {
			filled := regexp.MustCompile(`\{(id|token|hash|path|style)\}`).ReplaceAllString(path, id)
			filled = strings.NewReplacer("/D/{code}", "/D/"+deputyCode, "/S/{code}", "/S/"+homeCode, "{short}", deputyCode).Replace(filled)
			read(filled)
		}
	}
	for _, path := range []string{"/", "/kiosk?screen=kiosk", "/display", "/display/hall", "/api/v1/screens", "/metrics", "/healthz", "/readyz",
		"/desk", "/api/v1/matters?limit=200&solved=true", "/api/v1/matters?limit=200&solved=false", "/api/v1/desk/first"} {
		read(path)
	}
	if len(all) < 40 {
		s.t.Errorf("only %d addresses were read", len(all))
	}
	return all
}

// grep counts the places where a text lies in the station's data, its log included. A database that was closed shows all
// its bytes, free pages too.
func (s *live) grep(text string) []string {
	s.t.Helper()
	var hits []string
	err := filepath.WalkDir(s.data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(text)) {
			hits = append(hits, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if bytes.Contains(s.log.Bytes(), []byte(text)) {
		hits = append(hits, "the log")
	}
	return hits
}

// grepNothing fails for each text that lies in the data.
func (s *live) grepNothing(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if hits := s.grep(text); len(hits) > 0 {
			s.t.Errorf("%q lies in %v", text, hits)
		}
	}
}
