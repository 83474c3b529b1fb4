package desk

import (
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/web/socket"
)

// Routes are the room's addresses, each with the action it needs, to be put behind the door.
func (r *Room) Routes() []door.Route {
	const desk = "/api/v1/desk"
	own := []door.Route{
		{Method: http.MethodGet, Path: desk + "/first", Action: station.ActSignedIn, Answer: r.getFirst},
		{Method: http.MethodGet, Path: desk + "/today", Action: station.ActSignedIn, Answer: r.getToday},
		{Method: http.MethodGet, Path: desk + "/drafts", Action: station.ActVerify, Answer: r.getDrafts},
		{Method: http.MethodPost, Path: desk + "/drafts/:token/claim", Action: station.ActVerify, Answer: r.claimDraft},
		{Method: http.MethodPost, Path: desk + "/drafts/:token/write", Action: station.ActVerify, Answer: r.writeDraft},
		{Method: http.MethodPost, Path: desk + "/drafts/:token/read-back", Action: station.ActVerify, Answer: r.readDraftBack},
		{Method: http.MethodGet, Path: desk + "/drafts/:token/photos/:hash", Action: station.ActVerify, Answer: r.getDraftPhoto},
		{Method: http.MethodPost, Path: desk + "/holidays/preview", Action: station.ActEditRecords, Answer: r.previewHolidays},
		{Method: http.MethodGet, Path: "/ws/desk", Action: station.ActSignedIn, Answer: r.getLive},
	}
	return slices.Concat(own, r.work.Routes(), r.register.Routes(), r.paper.Routes(), r.settings.Routes())
}

// getLive opens the live socket of somebody signed in.
func (r *Room) getLive(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	if err := casebook.Settled(who); err != nil {
		return err
	}
	return socket.Upgrade(func(conn *socket.Conn, _ *http.Request) { r.live.Join(conn, who) })(c)
}
