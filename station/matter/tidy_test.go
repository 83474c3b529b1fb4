package matter

import (
	"strings"
	"testing"

	"lianzhan/station"
)

func TestNumbersAndLongTextsReachNoEventWhoeverTypedThem(t *testing.T) {
	const id, card = "11010519491231002X", "4111111111111111"
	photo := strings.Repeat("4111111111111111", 4) // a hash may look like anything
	for _, data := range []Data{
		&Told{Words: "我的证号" + id, Photos: []string{photo}}, &Contact{Name: id, Phone: "13800001234", Address: card},
		&Registration{Channel: ByKiosk, Title: "证号" + id, Category: "road", Village: id, Place: card}, &Note{Text: card},
		&Reply{Class: "A", Form: "oral", Decided: id, By: Signer{Name: "丙", Phone: card}}, &Urge{Text: id},
	} {
		edit, err := Move{By: officer, Note: "见" + id, Data: data}.edit("m1")
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{id, card} {
			if body := strings.ReplaceAll(string(edit.Fields), photo, ""); strings.Contains(body, secret) {
				t.Errorf("%s lets %s through: %s", data.Type(), secret, body)
			}
		}
		if told, ok := data.(*Told); ok && !strings.Contains(string(edit.Fields), told.Photos[0]) {
			t.Error("the name of a photo was masked")
		}
	}
	long := strings.Repeat("长", longestText+1)
	many := make([]string, longestList+1)
	for _, mv := range []Move{
		{Data: &Note{Text: long}}, {Data: &Note{Text: "短"}, Note: long}, {Data: &Assignment{LeadUnit: long}},
		{Data: &Assignment{LeadUnit: "u", CoUnits: many}}, {Data: &Letter{Number: "1", Demands: long}},
	} {
		if _, err := mv.edit("m1"); station.Worded(err).Class != station.FaultInvalid {
			t.Errorf("%s: %v", mv.Data.Type(), err)
		}
	}
}
