//go:build stories

package tests

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/station"
)

// A picture hung on a matter at the desk is everybody's only while the matter is shown with it.
func TestPictureIsPublicOnlyWhileShown(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RoleTechnician)
	phone := s.caller("127.0.0.3")
	r := s.kiosk("127.0.0.2").tell("桥栏杆断了", nil)
	o.handOn(r.ID, roadUnit)
	body, media := multipartOf(t, nil, formFile{"file", "bridge.jpg", voterPicture(t)})
	hash := told[struct{ Hash string }](o.officer().caller, o.officer().want(http.StatusCreated, "POST",
		"/api/v1/desk/matters/"+r.ID+"/attachments", body, "Content-Type: "+media)).Hash
	shows := func(when string, status int) {
		t.Helper()
		if got := phone.send("GET", "/api/v1/files/"+hash, nil).status; got != status {
			t.Errorf("%s: %d, want %d", when, got, status)
		}
	}
	shows("attached", http.StatusNotFound)
	o.officer().does(r.ID, "public_drafted", fields{"title": "修好了桥栏杆", "text": "栏杆已修好。", "photos": []string{hash}})
	shows("drafted", http.StatusNotFound)
	o.master.does(r.ID, "public_released", nil)
	shows("released", http.StatusOK)
	o.officer().does(r.ID, "public_withdrawn", fields{"reason": "照片里有人"})
	shows("withdrawn", http.StatusNotFound)
	o.officer().want(http.StatusOK, "GET", "/api/v1/desk/files/"+hash, nil)
	o.people[station.RoleTechnician].refused(http.StatusForbidden, "forbidden", "GET", "/api/v1/desk/files/"+hash, nil)
	if strings.Contains(string(o.officer().want(http.StatusOK, "GET", "/api/v1/desk/files/"+hash, nil).body), secretEXIF) {
		t.Error("what the camera wrote into the picture is still in it")
	}
}
