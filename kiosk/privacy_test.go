package kiosk

import (
	"strings"
	"testing"

	"lianzhan/station"
)

// Whatever is asked, nothing internal is answered: the town has a private number, a note, a birth date, a former
// deputy and unpublished records planted in it.
func TestNothingInternalIsAnswered(t *testing.T) {
	h := open(t, aTown(t))
	for _, address := range everyAddress() {
		a := h.ask("GET", address)
		for _, secret := range secrets {
			if strings.Contains(a.body, secret) {
				t.Errorf("GET %s says %q", address, secret)
			}
		}
	}
}

// everyAddress asks each route at least once, and the people's pages for everybody.
func everyAddress() []string {
	addresses := []string{"/kiosk", "/kiosk/deputies/d01", "/kiosk?screen=hall"}
	for _, plain := range []string{"station", "letters", "places", "receptions", "receptions.ics", "activities", "projects", "suggestions",
		"articles", "openapi.json", "screens/hall", "stations/s1/qr.svg", "deputies", "deputies?q=139", "deputies?q=a", "files/" + hash('a')} {
		addresses = append(addresses, "/api/v1/"+plain)
	}
	for i := range 8 {
		id, short := "d0"+string(rune('0'+i)), code(i)
		addresses = append(addresses, "/D/"+short, "/api/v1/deputies/"+id, "/api/v1/deputies/"+id+"/card.vcf",
			"/api/v1/deputies/"+id+"/card.vcf?version=4", "/api/v1/deputies/"+id+"/qr.svg", "/api/v1/deputies/"+id+"/qr.png")
	}
	for i := range 4 {
		addresses = append(addresses, "/S/"+code(100+i))
	}
	return addresses
}

// The number appears the moment its owner publishes it, and goes the moment it is taken back.
func TestAPhoneIsShownOnlyWhilePublished(t *testing.T) {
	h := open(t, aTown(t))
	d := deputies()[0].(*station.Deputy)
	for _, public := range []bool{true, false} {
		d.PhonePublic = public
		h.put(t, d)
		for _, address := range []string{"/api/v1/deputies/d01", "/D/00000001", "/api/v1/deputies/d01/card.vcf"} {
			if shown := strings.Contains(h.get(address), secretPhone); shown != public {
				t.Errorf("published %v, but GET %s shows it %v", public, address, shown)
			}
		}
		if found := read[deputyAnswers](h, "/api/v1/deputies?q=1111").Total == 1; found != public {
			t.Errorf("published %v, but found by its end %v", public, found)
		}
	}
}
