// Questions to the server: JSON there and back, with the token of the page.
export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.melding ?? "De server antwoordt niet. Uw werk staat nog in dit venster; het wordt vanzelf opnieuw geprobeerd.");
    this.status = status;
    this.answer = answer ?? {};
  }
}

export function asker(token) {
  return async (address, body, more = {}) => {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
    let response;
    try {
      response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), ...more });
    } catch {
      throw new Refused(0);
    }
    const answer = await response.json().catch(() => null);
    if (!response.ok) throw new Refused(response.status, answer);
    return answer;
  };
}
