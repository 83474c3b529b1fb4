package proposal

import (
	"strings"
	"time"

	"lianzhan/station"
)

// Conversion turns matters into a suggestion (转建议). Both halves go into one commit: the edits of the suggestion, and a
// "converted" event to each matter. The matters themselves are still answered.
type Conversion struct {
	ID         string // of the suggestion
	Sheet      station.Suggestion
	Submission Submission // names the matters
}

// Convert begins a suggestion out of matters. client is the asker's own id, so that asking twice makes one suggestion. The
// sheet must hold no voter's numbers: what a voter said is personal, what a deputy hands in will be read by many.
func Convert(client string, sheet station.Suggestion, s Submission, matters ...string) (Conversion, error) {
	if len(matters) == 0 {
		return Conversion{}, station.Invalid("matters_missing", "请选从哪件事转成建议。")
	}
	if found := station.Telltales(sheet.Title + "\n" + sheet.Body); len(found) > 0 {
		return Conversion{}, station.Invalid("public_text_personal", "建议里还有选民的个人信息（%s），请先去掉。", strings.Join(found, "、"))
	}
	s.Matters = matters
	return Conversion{ID: IDFrom(client), Sheet: sheet, Submission: s}, nil
}

// Edits are the suggestion's half.
func (c Conversion) Edits(by Actor, now time.Time) ([]station.Edit, error) {
	return New(c.ID, by, now, c.Sheet, c.Submission)
}
