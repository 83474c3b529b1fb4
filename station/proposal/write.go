package proposal

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"lianzhan/station"
)

// The bounds of a sheet, in characters.
const (
	longestTitle = 80
	longestBody  = 5000
)

// IDFrom is the id of the suggestion a client's own id leads to: the same submission twice is one suggestion.
func IDFrom(client string) string {
	sum := sha256.Sum256([]byte("suggestion\x00" + client))
	return "s" + hex.EncodeToString(sum[:8])
}

// Book is the register whose numbers the suggestions of a year get.
func Book(now time.Time) string { return "suggestion/" + strconv.Itoa(now.In(station.Zone).Year()) }

// New are the edits that hand a new suggestion in: the event that starts its way and the sheet. Who signed is read from
// the sheet. The number comes with the commit and is on the sheet from the next move on.
func New(id string, by Actor, now time.Time, sheet station.Suggestion, s Submission) ([]station.Edit, error) {
	sheet.ID, sheet.Public = id, false
	s.Deputy, s.CoSigners = sheet.LeadDeputy, sheet.CoSigners
	p := Proposal{ID: id, Sheet: sheet, record: station.Record{Kind: station.KindSuggestion, ID: id}}
	if err := written(sheet); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(sheet.Title) > longestTitle || utf8.RuneCountInString(sheet.Body) > longestBody {
		return nil, station.Invalid("sheet_long", "标题最多 %d 个字，正文最多 %d 个字。", longestTitle, longestBody)
	}
	edits, err := p.Edits(Move{By: by, At: now, Data: &s})
	if err != nil {
		return nil, err
	}
	edits[0].Book = Book(now)
	return edits, nil
}

// Edits turns moves into what the store writes in one commit: their events, then what they change on the public sheet.
// Each is checked against the suggestion as the ones before it leave it. No moves: only what the sheet lacks.
func (p Proposal) Edits(moves ...Move) ([]station.Edit, error) {
	if p.Legacy && len(moves) > 0 {
		moves = slices.Insert(slices.Clone(moves), 0, p.adoption(moves[0].At))
		p = Proposal{ID: p.ID, Revision: p.Revision, Sheet: p.Sheet, record: p.record, terms: p.terms, calendar: p.calendar}
	}
	edits := make([]station.Edit, 0, len(moves)+1)
	for i, mv := range moves {
		mv, err := p.allowed(mv)
		if err != nil {
			return nil, err
		}
		edit, err := mv.edit(p.ID)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			edit.Base = p.Revision
		}
		edits = append(edits, edit)
		p.enact(Line{Type: mv.Data.Type(), At: mv.At, By: mv.By, State: p.State}, mv.Data)
	}
	puts, err := p.puts()
	return append(edits, puts...), err
}

func (p Proposal) adoption(at time.Time) Move {
	adoption := adoptionOf(p.Sheet)
	return Move{By: System, At: at, Data: &adoption}
}

// Check says why a move may not be made now, or nil.
func (p Proposal) Check(mv Move) error {
	_, err := p.allowed(mv)
	return err
}

// allowed is a move that may be made, with what only the moment of writing knows filled in.
func (p Proposal) allowed(mv Move) (Move, error) {
	if mv.At.IsZero() {
		return mv, station.Invalid("time_missing", "没有写明时间。")
	}
	if _, closing := mv.Data.(*ClosedBy); closing && p.View() == nil {
		mv.Data = &ClosedBy{Silent: p.silentSince(mv.on())}
	}
	if err := p.fits(mv); err != nil {
		return mv, err
	}
	return mv, p.ready(mv)
}

// silentSince is the day the deputy's view was due, if that has passed, else "".
func (p Proposal) silentSince(today station.Date) station.Date {
	for _, d := range p.Deadlines(p.terms, p.holidays()) {
		if d.Step == ToView && d.Due < today {
			return d.Due
		}
	}
	return ""
}

// ready is what is asked of the sheet and the terms besides the rules, only when a move is made: later edits of a field must
// not undo what happened.
func (p Proposal) ready(mv Move) error {
	switch d := mv.Data.(type) {
	case *FirstReview, *SecondReview, *Review, *Assignment:
		return written(p.Sheet)
	case *Extension:
		if d.To <= p.dueOn() {
			return station.Conflict("extension_shorter", "新的期限要比原来的晚。")
		}
	case *PublicProposal, *Released:
		text := p.Sheet.Title + "\n" + p.Sheet.Body
		if reply := p.Reply(); reply != nil {
			text += "\n" + reply.Text
		}
		if found := station.Telltales(text); len(found) > 0 {
			return station.Invalid("public_text_personal", "建议或答复里还有个人信息（%s），请先去掉。", strings.Join(found, "、"))
		}
	}
	return nil
}

func written(s station.Suggestion) error {
	switch {
	case strings.TrimSpace(s.Title) == "":
		return station.Invalid("suggestion_title_missing", "建议的标题不能为空。")
	case strings.TrimSpace(s.Body) == "":
		return station.Invalid("suggestion_body_missing", "请写清情况、分析和具体意见。")
	}
	return nil
}
