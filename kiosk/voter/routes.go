package voter

import "github.com/gofiber/fiber/v2"

// Route is one address of the counter, as Fiber writes it.
type Route struct {
	Method, Path string
	Answer       fiber.Handler
}

// Routes lists every address of the counter.
func (v *Counter) Routes() []Route {
	const get, post, del = fiber.MethodGet, fiber.MethodPost, fiber.MethodDelete
	return []Route{
		{get, "/api/v1/matter-options", v.matterOptions},
		{get, "/api/v1/matters", v.shownMatters},
		{post, "/api/v1/matters", v.submit},
		{get, "/api/v1/matters/:id", v.follow},
		{get, "/api/v1/matters/:id/qr.svg", v.codeQR},
		{post, "/api/v1/matters/:id/rating", v.rate},
		{post, "/api/v1/matters/:id/more", v.more},
		{del, "/api/v1/matters/:id/personal", v.forget},
		{post, "/api/v1/matters/:id/me-too", v.support},
		{get, "/api/v1/challenge", v.challenge},
		{post, "/api/v1/uploads", v.upload},
		{get, "/api/v1/uploads/:id/thumb.jpg", v.thumb},
		{del, "/api/v1/uploads/:id", v.dropUpload},
		{post, "/api/v1/drafts", v.onlyDevice(v.beginDraft)},
		{get, "/api/v1/drafts/:token", v.onlyDevice(v.draft)},
		{get, "/api/v1/drafts/:token/qr.svg", v.onlyDevice(v.draftQR)},
		{post, "/api/v1/drafts/:token/confirm", v.onlyDevice(v.confirmDraft)},
		{del, "/api/v1/drafts/:token", v.onlyDevice(v.dropDraft)},
		{post, "/api/v1/receipts/print", v.onlyDevice(v.printSlip)},
		{get, "/api/v1/phrases", v.onlyDevice(v.phrases)},
		{post, "/api/v1/handwriting", v.onlyDevice(v.handwriting)},

		{get, "/D/:code/new", v.form(v.deputySheet)},
		{post, "/D/:code/new", v.send(v.deputySheet)},
		{get, "/S/:code/new", v.form(v.stationSheet)},
		{post, "/S/:code/new", v.send(v.stationSheet)},
		{get, "/W/:short", v.handover},
		{post, "/W/:short", v.send(v.draftSheet)},
		{post, "/W/:short/photos", v.addHanded},
		{get, "/T", v.ask},
		{get, "/T/:id", v.page(v.progress)},
		{post, "/T/:id/rating", v.page(v.rated)},
		{post, "/T/:id/more", v.page(v.told)},
		{get, "/T/:id/mine", v.page(v.mine)},
		{post, "/T/:id/delete", v.page(v.removed)},
		{get, "/real", v.real},
	}
}
