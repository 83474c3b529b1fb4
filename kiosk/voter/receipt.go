package voter

import (
	"log/slog"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// actor is who the log names for what a voter did: nobody in person.
const actor = "voter"

// Slip is what a receipt says, on paper and on the screen. Never the voter's name: slips are left lying about.
type Slip struct {
	Number     string `json:"number"`
	Code       string `json:"code"` // 1234 5678 9012
	Title      string `json:"title"`
	ReceivedAt string `json:"received_at"` // RFC 3339
	Station    string `json:"station"`
	Phone      string `json:"phone"`
	Page       string `json:"page"`
}

// accepted is the answer to a submission.
type accepted struct {
	Code    string       `json:"code"`
	ID      string       `json:"id"`
	Masked  []string     `json:"masked"` // kinds of numbers that were blanked
	State   matter.State `json:"state"`
	Page    string       `json:"page"`
	Receipt Slip         `json:"receipt"`
}

// acceptedAs is the answer about a matter that is on disk; false for one that has no query code of the counter's.
func (v *Counter) acceptedAs(site *Site, m matter.Matter, masked []string) (accepted, bool) {
	code, found := v.codes.Of(m)
	if !found {
		return accepted{}, false
	}
	slip := v.slipOf(site, m, code)
	return accepted{Code: code, ID: m.ID, Masked: filled(masked), State: m.State, Page: slip.Page, Receipt: slip}, true
}

func (v *Counter) slipOf(site *Site, m matter.Matter, code string) Slip {
	slip := Slip{Number: m.Number(site.Area(m.Branch)), Code: matter.SpokenCode(code), Title: m.Title, Station: site.Home.Name,
		Phone: site.Home.Phone, Page: shout(site.Base, "/T/"+code)}
	if len(m.Timeline) > 0 {
		slip.ReceivedAt = m.Timeline[0].At.In(station.Zone).Format(time.RFC3339)
	}
	return slip
}

// freeCode is the query code for a new matter: its own, or the next when another matter has that one.
func (v *Counter) freeCode(id string) string {
	for turn := 0; ; turn++ {
		code := v.codes.Code(id, turn)
		if other, taken := v.byCode(code); !taken || other == id {
			return code
		}
	}
}

// byCode is the matter with a query code; not found, it names some other one (docket.ByCode).
func (v *Counter) byCode(code string) (id string, found bool) {
	for _, hash := range v.codes.Hashes(code) {
		if id, found = v.docket.ByCode(hash); found {
			return id, true
		}
	}
	return id, false
}

// read folds a matter; one that is not there has no state.
func (v *Counter) read(id string) (m matter.Matter, err error) {
	err = v.Store.View(func(r station.Reader) error {
		record, err := r.Record(station.KindMatter, id)
		if err != nil {
			if station.Worded(err).Class == station.FaultNotFound {
				return nil
			}
			return err
		}
		m = matter.Fold(record)
		return nil
	})
	return m, err
}

// discard takes files away that no matter holds. What cannot be taken away is said in the log: somebody must look.
func (v *Counter) discard(hashes []string) {
	for _, hash := range hashes {
		if v.docket.Holders(hash) > 0 {
			continue
		}
		if err := v.Store.DeleteFile(hash); err != nil {
			slog.Error("a file stays behind", "hash", hash, "error", err)
		}
	}
}
