package voter

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// removal is what a voter wants deleted.
type removal struct {
	What string `json:"what"` // contact or all
}

// forget answers DELETE /api/v1/matters/{code}/personal (PIPL arts. 45, 47).
func (v *Counter) forget(c *fiber.Ctx) error {
	asked, err := readJSON[removal](c)
	if err != nil {
		return err
	}
	return v.change(c, func(_ *Site, m matter.Matter) (matter.Matter, error) {
		return v.erase(c.Context(), m, asked.What)
	})
}

// erase blanks what the voter said or is called, in one commit with the event that says so, then takes the files away
// and asks the store to forget what its pages still hold. Nothing left to erase is no error.
func (v *Counter) erase(ctx context.Context, m matter.Matter, what string) (matter.Matter, error) {
	all := what == "all"
	if !all && what != "contact" {
		return m, station.Invalid("removal_invalid", "请选要删除什么。")
	}
	if !all && m.WordsElsewhere() {
		return m, station.Conflict("removal_elsewhere", "姓名和电话存在联络站。请选“全部删除”，我们让联络站一起删除。")
	}
	var files []string
	after, err := v.append(ctx, m, func(now matter.Matter) ([]station.Edit, error) {
		revisions, err := v.personal(now.ID, all)
		if err != nil || len(revisions) == 0 {
			return nil, err
		}
		files = nil
		for _, told := range now.Told {
			if all {
				files = append(files, told.Photos...)
				files = append(files, told.Voice)
			}
		}
		edits, err := now.Edits(byVoter(&matter.Forgotten{Reason: "voter", Contact: true, Words: all}))
		if err != nil {
			return nil, err
		}
		erasure, err := station.Erase(station.KindMatter, now.ID, revisions...)
		return append(edits, erasure), err
	})
	if err != nil {
		return m, err
	}
	if _, err := v.open(); err != nil { // so that the docket no longer counts this matter as a holder
		return after, err
	}
	for _, file := range files {
		if file != "" {
			v.discard([]string{file})
		}
	}
	if v.Compact != nil {
		v.Compact()
	}
	return after, nil
}

func (v *Counter) personal(id string, all bool) (revisions []station.Revision, err error) {
	err = v.Store.View(func(r station.Reader) error {
		record, err := r.Record(station.KindMatter, id)
		revisions = matter.Personal(record, all)
		return err
	})
	return revisions, err
}

// retentionWords say how long personal data is kept (PIPL arts. 17, 19).
func retentionWords(p station.Policy) string {
	mask, erase := p.Retention()
	return fmt.Sprintf("办结%s后遮盖电话，%s后删除。您随时可以自己删除。", daysWords(mask), daysWords(erase))
}

func daysWords(days int) string {
	if days%365 == 0 {
		return fmt.Sprintf("%d年", days/365)
	}
	return fmt.Sprintf("%d天", days)
}
